namespace Pneumonia.Training.Torch.Networks;

/// <summary>MobileNetV2: widen, filter each channel by itself, narrow without activation. The width scales every channel count, to multiples of 8.</summary>
internal static class MobileNetV2Plan
{
    private const int FullWidth = 32;

    // Expansion, channels, blocks, stride of the first: table 2 of the paper.
    private static readonly (int Expansion, int Channels, int Blocks, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    internal static NetworkPlan Of(NetworkSpec spec)
    {
        var plan = new PlanBuilder(spec);
        var channels = Scale(FullWidth, spec.Width);
        var x = ConvNormRelu(plan, "stem", 0, spec.Channels, channels, kernel: 3, stride: 2);
        for (var stage = 1; stage <= Stages.Length; stage++)
        {
            plan.Stage = stage;
            var (expansion, full, blocks, firstStride) = Stages[stage - 1];
            var to = Scale(full, spec.Width);
            for (var block = 1; block <= blocks; block++)
            {
                x = Block(plan, $"stage{stage}/block{block}", x, channels, to, expansion, block == 1 ? firstStride : 1);
                channels = to;
            }
        }

        plan.Stage = Stages.Length + 1;
        // Narrow networks keep the full last layer, as in the paper.
        var features = Math.Max(1280, Scale(1280, spec.Width));
        ConvNormRelu(plan, "last", x, channels, features, kernel: 1);
        return plan.Build(features, Stages.Length);
    }

    private static int Block(PlanBuilder plan, string name, int input, int from, int to, int expansion, int stride)
    {
        var wide = from * expansion;
        var x = expansion == 1 ? input : ConvNormRelu(plan, $"{name}/widen", input, from, wide, kernel: 1);
        x = ConvNormRelu(plan, $"{name}/depthwise", x, wide, wide, kernel: 3, stride, groups: wide);
        x = plan.Norm($"{name}/narrow/norm", plan.Convolution($"{name}/narrow/convolution", x, wide, to, kernel: 1), to);
        return stride == 1 && from == to ? plan.Sum($"{name}/sum", input, x) : x;
    }

    private static int ConvNormRelu(PlanBuilder plan, string name, int input, int from, int to, int kernel, int stride = 1, int groups = 1)
        => plan.Relu($"{name}/relu", plan.Norm($"{name}/norm", plan.Convolution($"{name}/convolution", input, from, to, kernel, stride, groups), to), cappedAtSix: true);

    private static int Scale(int channels, int width)
    {
        var exact = (double)channels * width / FullWidth;
        var rounded = Math.Max(8, (int)(exact + 4) / 8 * 8);
        // Rounding down may not cost more than a tenth.
        return rounded < 0.9 * exact ? rounded + 8 : rounded;
    }
}
