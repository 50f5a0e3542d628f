using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>Reads an ONNX file into messages and refuses, before anything is run, what this project can't work with.</summary>
internal static class OnnxFile
{
    /// <summary>Protobuf can't hold more in one message.</summary>
    internal const long MaxBytes = int.MaxValue;

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="OnnxGraphException">The file is too large, or no ONNX graph that can be worked with.</exception>
    internal static ModelProto Read(string path, long maxBytes = MaxBytes)
    {
        var length = new FileInfo(path).Length;
        if (length > maxBytes)
            throw new OnnxGraphException($"file '{Path.GetFileName(path)}'", $"must hold at most {maxBytes} bytes", $"{length} bytes");
        return Read(File.ReadAllBytes(path));
    }

    /// <summary>Reads a model from bytes.</summary>
    /// <exception cref="OnnxGraphException">The bytes are no ONNX graph that can be worked with.</exception>
    internal static ModelProto Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new OnnxGraphException("file", "must hold a model", "no bytes");
        var model = Parse(bytes);
        if (model.Graph is null || model.Graph.Node.Count == 0)
            throw new OnnxGraphException("file", "must hold a graph with nodes", "none (is this an ONNX file?)");
        if (model.Functions.Count > 0)
            throw new OnnxGraphException("file", "must not define functions of its own", $"{model.Functions.Count} functions");
        if (model.Graph.SparseInitializer.Count > 0)
            throw new OnnxGraphException("graph", "must not hold sparse initializers", $"{model.Graph.SparseInitializer.Count} of them");

        CheckInitializers(model.Graph);
        foreach (var node in model.Graph.Node)
            CheckNode(node);
        return model;
    }

    /// <summary>The version of the standard operator set that a model was written for.</summary>
    /// <exception cref="OnnxGraphException">It names none.</exception>
    internal static long StandardOpset(ModelProto model)
    {
        foreach (var import in model.OpsetImport)
        {
            if (IsStandard(import.Domain))
                return import.Version;
        }

        throw new OnnxGraphException("file", "must import the standard operator set", $"{model.OpsetImport.Count} other imports");
    }

    private static ModelProto Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new OnnxGraphException(
                "file", "must be a protobuf message", $"{bytes.Length} bytes that break off or make no sense ({error.Message})", error);
        }
    }

    private static void CheckInitializers(GraphProto graph)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            if (tensor.Name.Length == 0 || !names.Add(tensor.Name))
            {
                throw new OnnxGraphException(
                    $"initializer '{tensor.Name}'", "must have a name of its own", "none, or a second one of that name");
            }

            OnnxTensors.Check(tensor, $"initializer '{tensor.Name}'");
        }
    }

    private static void CheckNode(NodeProto node)
    {
        if (!IsStandard(node.Domain))
            throw new OnnxGraphException(node.Describe(), "must belong to the standard operator set", $"domain '{node.Domain}'");
        foreach (var attribute in node.Attribute)
        {
            if (attribute.G is not null || attribute.Graphs.Count > 0)
                throw new OnnxGraphException(node.Describe(), "must not hold a graph of its own", $"attribute '{attribute.Name}'");
            if (attribute.T is not null)
                OnnxTensors.Check(attribute.T, $"attribute '{attribute.Name}' of {node.Describe()}");
        }
    }

    private static bool IsStandard(string domain) => domain is "" or "ai.onnx";
}
