using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>The operators whose signature changed between two operator sets, each with its rewriting.</summary>
/// <remarks>Versions as in ONNX's own changelog of operators (docs/Changelog.md of onnx/onnx).</remarks>
internal sealed class OpsetConversions(GraphProto graph, long from, long to)
{
    /// <summary>Adds the node, rewritten where it must be, to the graph.</summary>
    /// <returns>False where the operator isn't known.</returns>
    internal bool TryConvert(NodeProto node)
    {
        switch (node.OpType)
        {
            case "Clip":
                if (Passes(11))
                    ClipBounds(node);
                break;
            case "Pad":
                if (Passes(11))
                    Padding(node);
                break;
            case "Slice":
                if (Passes(10))
                    MoveInts(node, "starts", "ends", "axes");
                break;
            case "Split":
                Split(node);
                break;
            case "Squeeze" or "Unsqueeze" or "ReduceSum":
                if (Passes(13))
                    MoveInts(node, "axes");
                break;
            case "ReduceMean" or "ReduceMax" or "ReduceMin" or "ReduceProd" or "ReduceL1" or "ReduceL2" or "ReduceLogSum"
                or "ReduceLogSumExp" or "ReduceSumSquare":
                if (Passes(18))
                    MoveInts(node, "axes");
                break;
            case "Softmax" or "LogSoftmax" when Passes(13):
                Softmax(node);
                return true;
            case "Softmax" or "LogSoftmax":
                break;
            case "Resize" when from >= 11:
                break;
            default:
                return false;
        }

        graph.Node.Add(node);
        return true;
    }

    private bool Passes(long version) => from < version && to >= version;

    private string Constant(TensorProto tensor)
    {
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static string Name(NodeProto node, string role) => $"{node.Output[0]}//{role}";

    private void ClipBounds(NodeProto node)
    {
        node.Input.Add(Constant(OnnxTensors.Floats(Name(node, "min"), [], [node.Take("min")?.F ?? float.MinValue])));
        node.Input.Add(Constant(OnnxTensors.Floats(Name(node, "max"), [], [node.Take("max")?.F ?? float.MaxValue])));
    }

    private void Padding(NodeProto node)
    {
        var value = node.Take("value")?.F ?? 0f;
        MoveInts(node, "pads");
        node.Input.Add(Constant(OnnxTensors.Floats(Name(node, "value"), [], [value])));
    }

    private void Split(NodeProto node)
    {
        if (Passes(13))
            MoveInts(node, "split");
        // From 18 on, equal parts must say how many they are.
        if (Passes(18) && node.Input.Count < 2)
            node.Attribute.Add(OnnxNodes.Int("num_outputs", node.Output.Count));
    }

    /// <summary>Attributes became inputs, in this order; one that is missing stays missing.</summary>
    private void MoveInts(NodeProto node, params ReadOnlySpan<string> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (node.Take(attribute) is { } moved)
                node.Input.Add(Constant(OnnxTensors.Integers(Name(node, attribute), [moved.Ints.Count], [.. moved.Ints])));
        }
    }

    /// <summary>Before 13 all axes from <c>axis</c> on were normalised together: flatten, normalise, put the shape back.</summary>
    private void Softmax(NodeProto node)
    {
        var (input, output) = (node.FirstInput(), node.Output[0]);
        var axis = node.Take("axis")?.I ?? 1;
        graph.Node.Add(OnnxNodes.Make("Shape", Name(node, "shape"), [input]));
        graph.Node.Add(OnnxNodes.Make("Flatten", Name(node, "flat"), [input], OnnxNodes.Int("axis", axis)));
        graph.Node.Add(OnnxNodes.Make(node.OpType, Name(node, "normalised"), [Name(node, "flat")], OnnxNodes.Int("axis", -1)));
        graph.Node.Add(OnnxNodes.Make("Reshape", output, [Name(node, "normalised"), Name(node, "shape")]));
    }
}
