using Pneumonia.Training.Onnx;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Torch.Networks;

/// <summary>Writes trained networks as one ONNX backbone: <c>pixels</c> [N, 1, S, S], grey 0…255, to <c>features</c> [N, F] and <c>map</c> [N, F, h, w].</summary>
internal static class NetworkGraph
{
    private const long Opset = 13;

    /// <summary>
    /// Several networks of one plan become one backbone whose features lie side by side; the mean of their heads is then one head.
    /// Normalisations that directly follow a convolution are folded into it.
    /// </summary>
    internal static byte[] Write(NetworkPlan plan, params IReadOnlyList<NetworkWeights> members)
    {
        var side = plan.Spec.InputSize;
        var builder = new GraphBuilder("backbone", Opset);
        builder.Input(FeatureGraph.Pixels, GraphBuilder.Batch, 1, side, side);
        var maps = new string[members.Count];
        for (var i = 0; i < maps.Length; i++) maps[i] = Append(builder, plan, members[i], members.Count == 1 ? "" : $"member{i + 1}/");

        var map = maps.Length == 1 ? builder.Node("Identity", FeatureGraph.Map, maps) : builder.Node("Concat", FeatureGraph.Map, maps, OnnxNodes.Int("axis", 1));
        var pooled = builder.Node("GlobalAveragePool", "pooled", [map]);
        builder.Node("Flatten", FeatureGraph.Features, [pooled], OnnxNodes.Int("axis", 1));

        var mapSide = MapSide(plan);
        builder.Output(FeatureGraph.Features, DataType.Float, GraphBuilder.Batch, plan.Features * maps.Length);
        builder.Output(FeatureGraph.Map, DataType.Float, GraphBuilder.Batch, plan.Features * maps.Length, mapSide, mapSide);
        return builder.Build([new("network", plan.Spec.Name)]);
    }

    /// <summary>Side of the last map.</summary>
    internal static int MapSide(NetworkPlan plan) => NetworkCost.Sides(plan)[^1];

    private static string Append(GraphBuilder builder, NetworkPlan plan, NetworkWeights weights, string prefix)
    {
        var readers = plan.Readers();
        var results = new string[plan.Steps.Length];
        for (var i = 0; i < results.Length; i++)
        {
            var step = plan.Steps[i];
            var name = prefix + step.Name;
            results[i] = step switch
            {
                Step.Normalise n => Normalise(builder, n, name),
                // Written together with the normalisation that follows.
                Step.Convolution when FoldsInto(plan, readers, i) => "",
                Step.Convolution c => Convolve(builder, c, name, results[c.Input], builder.Floats($"{name}/weight", c.Shape, weights[c.Weight]), null),
                Step.BatchNorm b when results[b.Input].Length == 0 => Folded(builder, (Step.Convolution)plan.Steps[b.Input], b, prefix, results, weights),
                Step.BatchNorm b => BatchNorm(builder, b, name, results[b.Input], weights),
                Step.Relu { CappedAtSix: true } r => builder.Node(
                    "Clip", name, [results[r.Input], builder.Floats($"{name}/low", [], [0f]), builder.Floats($"{name}/high", [], [6f])]),
                Step.Relu r => builder.Node("Relu", name, [results[r.Input]]),
                Step.MaxPool p => builder.Node(
                    "MaxPool", name, [results[p.Input]], OnnxNodes.Ints("kernel_shape", p.Kernel, p.Kernel), OnnxNodes.Ints("strides", p.Stride, p.Stride),
                    OnnxNodes.Ints("pads", p.Padding, p.Padding, p.Padding, p.Padding)),
                Step.Sum s => builder.Node("Add", name, [results[s.Input], results[s.Other]]),
                _ => throw new InvalidOperationException($"No ONNX form of {step}."),
            };
        }

        return results[^1];
    }

    private static bool FoldsInto(NetworkPlan plan, int[] readers, int convolution)
        => readers[convolution] == 1 && convolution + 1 < plan.Steps.Length
            && plan.Steps[convolution + 1] is Step.BatchNorm next && next.Input == convolution;

    private static string Normalise(GraphBuilder builder, Step.Normalise step, string name)
    {
        var pixels = FeatureGraph.Pixels;
        if (step.Kind == InputNormalisation.Standardised)
        {
            // Means over the whole image by GlobalAveragePool, which is the same in every operator set.
            var centred = builder.Node("Sub", $"{name}/centred", [pixels, builder.Node("GlobalAveragePool", $"{name}/mean", [pixels])]);
            var variance = builder.Node("GlobalAveragePool", $"{name}/variance", [builder.Node("Mul", $"{name}/squares", [centred, centred])]);
            var spread = builder.Node("Sqrt", $"{name}/spread", [builder.Node("Add", $"{name}/held", [variance, builder.Floats($"{name}/floor", [1], [1f])])]);
            pixels = builder.Node("Div", $"{name}/standard", [centred, spread]);
        }

        var (factors, offsets) = InputConstants.Of(step);
        var scaled = builder.Node("Mul", $"{name}/scaled", [pixels, builder.Floats($"{name}/factor", [1, step.Channels, 1, 1], factors)]);
        return builder.Node("Add", name, [scaled, builder.Floats($"{name}/offset", [1, step.Channels, 1, 1], offsets)]);
    }

    private static string Convolve(GraphBuilder builder, Step.Convolution c, string name, string input, string weight, string? bias)
        => builder.Node(
            "Conv", name, bias is null ? [input, weight] : [input, weight, bias],
            OnnxNodes.Ints("kernel_shape", c.Kernel, c.Kernel), OnnxNodes.Ints("strides", c.Stride, c.Stride),
            OnnxNodes.Ints("pads", c.Padding, c.Padding, c.Padding, c.Padding), OnnxNodes.Int("group", c.Groups));

    private static string BatchNorm(GraphBuilder builder, Step.BatchNorm b, string name, string input, NetworkWeights weights)
    {
        string Tensor(string tensor) => builder.Floats($"{name}/{tensor[(tensor.LastIndexOf('/') + 1)..]}", [b.Channels], weights[tensor]);
        return builder.Node(
            "BatchNormalization", name, [input, Tensor(b.Scale), Tensor(b.Shift), Tensor(b.Mean), Tensor(b.Variance)],
            OnnxNodes.Float("epsilon", (float)Step.BatchNorm.Epsilon));
    }

    private static string Folded(GraphBuilder builder, Step.Convolution c, Step.BatchNorm b, string prefix, string[] results, NetworkWeights weights)
    {
        var (scale, shift, mean, variance) = (weights[b.Scale], weights[b.Shift], weights[b.Mean], weights[b.Variance]);
        var kernel = weights[c.Weight].ToArray();
        var bias = new float[c.To];
        var each = kernel.Length / c.To;
        for (var k = 0; k < c.To; k++)
        {
            var factor = scale[k] / Math.Sqrt(variance[k] + Step.BatchNorm.Epsilon);
            bias[k] = (float)(shift[k] - (factor * mean[k]));
            for (var i = k * each; i < (k + 1) * each; i++) kernel[i] = (float)(factor * kernel[i]);
        }

        var name = prefix + b.Name;
        return Convolve(
            builder, c, name, results[c.Input], builder.Floats($"{prefix}{c.Name}/weight", c.Shape, kernel), builder.Floats($"{name}/bias", [c.To], bias));
    }
}
