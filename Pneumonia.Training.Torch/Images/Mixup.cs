using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace Pneumonia.Training.Torch.Images;

/// <summary>Mixes each image of a batch with the one that lies opposite, targets and weights with it (arXiv 1710.09412).</summary>
internal static class Mixup
{
    internal static void Apply(TrainingBatch batch, double alpha, int seed)
    {
        var share = (float)Beta.Sample(new Random(seed), alpha, alpha);
        // The order is random already, so partners are.
        for (var i = 0; i < batch.Count / 2; i++)
        {
            var j = batch.Count - 1 - i;
            Mix(batch.Image(i), batch.Image(j), share);
            Mix(batch.TargetsOf(i), batch.TargetsOf(j), share);
            Mix(batch.WeightsOf(i), batch.WeightsOf(j), share);
        }
    }

    private static void Mix(Span<float> a, Span<float> b, float share)
    {
        var mixed = new float[a.Length];
        TensorPrimitives.Lerp(b, a, share, mixed);
        TensorPrimitives.Lerp(a, b, share, b);
        mixed.CopyTo(a);
    }
}
