using System.Runtime.InteropServices;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Torch.Networks;

/// <summary>
/// Reads a network's weights out of an ONNX backbone. Tensors are found by walking both graphs from the last map back to the pixels, never by name,
/// so that files of any exporter fit, also those whose normalisations were folded into the convolutions.
/// </summary>
internal sealed class BackboneWeights
{
    private readonly NetworkPlan plan;
    private readonly GraphIndex file;
    private readonly Dictionary<string, TensorProto> constants;
    private readonly Dictionary<string, float[]> found = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> matched = [];
    private string? mismatch;
    private int mismatchDepth = int.MaxValue;

    private BackboneWeights(NetworkPlan plan, GraphIndex file)
    {
        this.plan = plan;
        this.file = file;
        constants = file.Graph.Initializer.ToDictionary(static t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>Reads the weights, without a head.</summary>
    /// <exception cref="EndToEndException">The file holds another network; the message names the first place where they differ, and both sides of it.</exception>
    /// <exception cref="OnnxGraphException">The file is no ONNX graph that can be worked with.</exception>
    internal static NetworkWeights Read(NetworkPlan plan, ReadOnlyMemory<byte> onnx)
    {
        var index = GraphIndex.Of(OnnxFile.Read(onnx).Graph);
        var nearest = new BackboneWeights(plan, index);
        foreach (var map in Joined(index, PoolingSite.Find(index, null).Map))
        {
            var reader = new BackboneWeights(plan, index);
            if (reader.Matches(plan.Steps.Length - 1, map)) return new NetworkWeights(reader.found);
            if (reader.mismatchDepth < nearest.mismatchDepth) nearest = reader;
        }

        throw new EndToEndException($"The weights to start from don't fit the network {plan.Spec.Name}: {nearest.mismatch}");
    }

    /// <summary>The maps that lie side by side in one, members or scales (these stretched by constant matrices), in their order; the first that fits is taken.</summary>
    private static IEnumerable<string> Joined(GraphIndex index, string map) => index.Producer(map) switch
    {
        { OpType: "Concat" } joined => joined.Input.SelectMany(part => Joined(index, part)),
        { OpType: "MatMul", Input: [var left, var right] } => Joined(index, index.Producer(left) is null ? right : left),
        _ => [map],
    };

    private bool Matches(int position, string tensor)
    {
        var node = file.Producer(tensor);
        while (node is { OpType: "Identity" or "Dropout" })
        {
            tensor = node.FirstInput();
            node = file.Producer(tensor);
        }

        if (matched.TryGetValue(position, out var known)) return known == tensor || Differ(position, $"reads '{tensor}' where '{known}' was expected");
        var fits = (plan.Steps[position], node) switch
        {
            (Step.Normalise, _) => IsPrepared(tensor) || Differ(position, $"the file goes on with {Describe(node)}"),
            (Step.Convolution c, { OpType: "Conv" }) => Convolution(position, c, node),
            (Step.BatchNorm b, { OpType: "BatchNormalization" }) => BatchNorm(position, b, node),
            (Step.BatchNorm b, { OpType: "Conv", Input.Count: > 2 }) when plan.Steps[b.Input] is Step.Convolution c => Folded(position, b, c, node),
            (Step.Relu { CappedAtSix: false } r, { OpType: "Relu" }) => Matches(r.Input, node.FirstInput()),
            (Step.Relu { CappedAtSix: true } r, { OpType: "Clip" }) => Matches(r.Input, node.FirstInput()),
            (Step.MaxPool p, { OpType: "MaxPool" }) => Matches(p.Input, node.FirstInput()),
            (Step.Sum s, { OpType: "Add" or "Sum", Input.Count: 2 }) => Either(s, node),
            _ => Differ(position, $"the file has {Describe(node)}"),
        };
        if (fits) matched[position] = tensor;
        return fits;
    }

    private bool Either(Step.Sum sum, NodeProto node)
    {
        foreach (var (first, second) in new[] { (0, 1), (1, 0) })
        {
            var before = matched.Keys.ToHashSet();
            if (Matches(sum.Input, node.Input[first]) && Matches(sum.Other, node.Input[second])) return true;
            foreach (var position in matched.Keys.Where(key => !before.Contains(key)).ToList()) matched.Remove(position);
        }

        return false;
    }

    private bool Convolution(int position, Step.Convolution c, NodeProto node)
    {
        if (!Geometry(position, c, node) || !Matches(c.Input, node.FirstInput())) return false;
        if (node.Input.Count > 2)
            return Differ(position, $"the file's {node.Describe()} has a bias, and no normalisation follows that could take it");
        found[c.Weight] = Floats(node.Input[1]);
        return true;
    }

    private bool BatchNorm(int position, Step.BatchNorm b, NodeProto node)
    {
        var tensors = new[] { b.Scale, b.Shift, b.Mean, b.Variance };
        for (var i = 0; i < tensors.Length; i++)
        {
            var values = Floats(node.Input[i + 1]);
            if (values.Length != b.Channels) return Differ(position, $"the file's {node.Describe()} has {values.Length} channels, not {b.Channels}");
            found[tensors[i]] = values;
        }

        // Another epsilon is made up for in the variance.
        var epsilon = node.FloatOr("epsilon", 1e-5f);
        if (epsilon != (float)Step.BatchNorm.Epsilon) found[b.Variance] = [.. found[b.Variance].Select(v => (float)(v + epsilon - Step.BatchNorm.Epsilon))];
        return Matches(b.Input, node.FirstInput());
    }

    // Mean 0, variance 1 and the bias as shift: the same function, though its statistics must be measured before it is trained further.
    private bool Folded(int position, Step.BatchNorm b, Step.Convolution c, NodeProto node)
    {
        if (!Geometry(position, c, node) || !Matches(c.Input, node.FirstInput())) return false;
        found[c.Weight] = Floats(node.Input[1]);
        found[b.Scale] = [.. Enumerable.Repeat(Step.BatchNorm.FoldedScale, b.Channels)];
        found[b.Shift] = Floats(node.Input[2]);
        found[b.Mean] = new float[b.Channels];
        found[b.Variance] = [.. Enumerable.Repeat(1f, b.Channels)];
        return true;
    }

    private bool Geometry(int position, Step.Convolution c, NodeProto node)
    {
        var shape = constants.TryGetValue(node.Input[1], out var weight) ? weight.Dims.ToArray() : [];
        if (!shape.AsSpan().SequenceEqual(c.Shape))
            return Differ(position, $"it takes a kernel [{string.Join(", ", c.Shape)}]; the file's {node.Describe()} has [{string.Join(", ", shape)}]");
        var stride = node.Find("strides")?.Ints.FirstOrDefault(1) ?? 1;
        var groups = node.IntOr("group", 1);
        return (stride == c.Stride && groups == c.Groups)
            || Differ(position, $"it has stride {c.Stride} and {c.Groups} groups; the file's {node.Describe()} has stride {stride} and {groups} groups");
    }

    /// <summary>Whether a tensor is the image, or made of it by arithmetic with constants alone.</summary>
    private bool IsPrepared(string tensor)
    {
        while (file.Producer(tensor) is { } node)
        {
            if (node.OpType is not ("Mul" or "Add" or "Sub" or "Div")) return false;
            tensor = node.Input.FirstOrDefault(input => file.ComputedFrom(file.Inputs[0].Name).Contains(input), "");
        }

        return file.Inputs.Any(input => input.Name == tensor);
    }

    private float[] Floats(string name)
    {
        if (!constants.TryGetValue(name, out var tensor) || tensor.DataType != (int)TensorProto.Types.DataType.Float)
            throw new EndToEndException($"The weights to start from can't be read: the tensor '{name}' must be float32 and lie in the file.");
        return tensor.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];
    }

    // The place nearest to the pixels is told: everything behind it fitted.
    private bool Differ(int position, string found)
    {
        if (position < mismatchDepth)
        {
            var step = plan.Steps[position];
            (mismatchDepth, mismatch) = (position, $"at '{step.Name}' ({step.GetType().Name}) {found}.");
        }

        return false;
    }

    private static string Describe(NodeProto? node) => node is null ? "its input" : node.Describe();
}
