namespace Pneumonia.Training.Torch.Networks;

/// <summary>The factor and offset of each channel that a normalisation ends with.</summary>
internal static class InputConstants
{
    private static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];

    internal static (float[] Factors, float[] Offsets) Of(Step.Normalise step)
    {
        var (factors, offsets) = (new float[step.Channels], new float[step.Channels]);
        for (var c = 0; c < step.Channels; c++)
        {
            (factors[c], offsets[c]) = step.Kind switch
            {
                InputNormalisation.ImageNet => (1f / (255f * ImageNetDeviation[c]), -ImageNetMean[c] / ImageNetDeviation[c]),
                InputNormalisation.Scaled => (1f / (255f * 0.23f), -0.48f / 0.23f),
                _ => (1f, 0f),
            };
        }

        return (factors, offsets);
    }
}
