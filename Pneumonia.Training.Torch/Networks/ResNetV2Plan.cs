namespace Pneumonia.Training.Torch.Networks;

/// <summary>
/// Pre-activation ResNet: normalisation and ReLU come before each convolution, and what runs past a block is never normalised. A block whose shape
/// changes projects the normalised input, not the raw one.
/// </summary>
internal static class ResNetV2Plan
{
    private const int Expansion = 4;

    internal static NetworkPlan Of(NetworkSpec spec)
    {
        var plan = new PlanBuilder(spec);
        var x = Stem(plan, spec);
        var channels = spec.Width;
        for (var stage = 1; stage <= spec.Blocks.Length; stage++)
        {
            plan.Stage = stage;
            var inner = spec.Width << (stage - 1);
            var outer = spec.Bottleneck ? inner * Expansion : inner;
            for (var block = 1; block <= spec.Blocks[stage - 1]; block++)
            {
                var stride = block > 1 || stage == 1 ? 1 : stage == spec.Blocks.Length ? spec.LastStageStride : 2;
                x = Block(plan, $"stage{stage}/block{block}", x, channels, inner, outer, stride, spec.Bottleneck);
                channels = outer;
            }
        }

        plan.Stage = spec.Blocks.Length + 1;
        plan.NormRelu("last", x, channels);
        return plan.Build(channels, spec.Blocks.Length);
    }

    private static int Stem(PlanBuilder plan, NetworkSpec spec)
    {
        var zoo = spec.Stem == NetworkStem.Zoo;
        var x = 0;
        if (zoo) x = plan.Norm("stem/input-norm", x, spec.Channels);
        x = plan.Convolution("stem/convolution", x, spec.Channels, spec.Width, kernel: 7, stride: 2);
        if (zoo) x = plan.NormRelu("stem/norm", x, spec.Width);
        return plan.MaxPool("stem/pool", x, kernel: 3, stride: 2, padding: 1);
    }

    private static int Block(PlanBuilder plan, string name, int input, int from, int inner, int outer, int stride, bool bottleneck)
    {
        var active = plan.NormRelu($"{name}/norm1", input, from);
        var shortcut = stride != 1 || from != outer ? plan.Convolution($"{name}/shortcut", active, from, outer, kernel: 1, stride) : input;
        int x;
        if (bottleneck)
        {
            x = plan.Convolution($"{name}/convolution1", active, from, inner, kernel: 1);
            x = plan.Convolution($"{name}/convolution2", plan.NormRelu($"{name}/norm2", x, inner), inner, inner, kernel: 3, stride);
            x = plan.Convolution($"{name}/convolution3", plan.NormRelu($"{name}/norm3", x, inner), inner, outer, kernel: 1);
        }
        else
        {
            x = plan.Convolution($"{name}/convolution1", active, from, inner, kernel: 3, stride);
            x = plan.Convolution($"{name}/convolution2", plan.NormRelu($"{name}/norm2", x, inner), inner, outer, kernel: 3);
        }

        return plan.Sum($"{name}/sum", x, shortcut);
    }
}
