using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;
using AttributeType = Pneumonia.Training.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace Pneumonia.Training.Onnx;

/// <summary>Short words for what is done to node messages all the time.</summary>
internal static class OnnxNodes
{
    /// <summary>Makes a node; its name is that of its output.</summary>
    internal static NodeProto Make(string op, string output, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = op, Name = output };
        node.Output.Add(output);
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute);
        return node;
    }

    internal static AttributeProto Int(string name, long value)
        => new() { Name = name, Type = AttributeType.Int, I = value };

    internal static AttributeProto Float(string name, float value)
        => new() { Name = name, Type = AttributeType.Float, F = value };

    internal static AttributeProto Text(string name, string value)
        => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    internal static AttributeProto Ints(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        foreach (var value in values)
            attribute.Ints.Add(value);
        return attribute;
    }

    /// <summary>How a message calls a node.</summary>
    internal static string Describe(this NodeProto node)
        => $"node '{(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(""))}' ({node.OpType})";

    internal static AttributeProto? Find(this NodeProto node, string attribute)
        => node.Attribute.FirstOrDefault(a => a.Name == attribute);

    internal static long IntOr(this NodeProto node, string attribute, long missing) => node.Find(attribute)?.I ?? missing;

    internal static float FloatOr(this NodeProto node, string attribute, float missing) => node.Find(attribute)?.F ?? missing;

    /// <summary>The first input, or empty where there is none.</summary>
    internal static string FirstInput(this NodeProto node) => node.Input.Count > 0 ? node.Input[0] : "";

    /// <summary>Takes an attribute away and returns it; null where there was none.</summary>
    internal static AttributeProto? Take(this NodeProto node, string attribute)
    {
        var found = node.Find(attribute);
        if (found is not null)
            node.Attribute.Remove(found);
        return found;
    }
}
