namespace Pneumonia.Training.Torch.Networks;

/// <summary>VGG with batch normalisation: stages of 3×3 convolutions, each ended by a pooling; channels double up to eight times the width.</summary>
internal static class VggPlan
{
    internal static NetworkPlan Of(NetworkSpec spec)
    {
        var plan = new PlanBuilder(spec);
        var (x, channels) = (0, spec.Channels);
        for (var stage = 1; stage <= spec.Blocks.Length; stage++)
        {
            plan.Stage = stage;
            var to = spec.Width << Math.Min(stage - 1, 3);
            for (var layer = 1; layer <= spec.Blocks[stage - 1]; layer++)
            {
                var name = $"stage{stage}/layer{layer}";
                x = plan.NormRelu($"{name}/norm", plan.Convolution($"{name}/convolution", x, channels, to, kernel: 3), to);
                channels = to;
            }

            x = plan.MaxPool($"stage{stage}/pool", x, kernel: 2, stride: 2, padding: 0);
        }

        return plan.Build(channels, spec.Blocks.Length);
    }
}
