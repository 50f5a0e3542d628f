using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>Writes a graph node by node. The same calls give the same bytes.</summary>
internal sealed class GraphBuilder(string name, long opset)
{
    /// <summary>Stands for the batch dimension, which is open.</summary>
    internal const long Batch = -1;

    private readonly GraphProto graph = new() { Name = name };

    internal long Opset { get; } = opset;

    /// <summary>Adds a node and returns its output's name.</summary>
    internal string Node(string op, string output, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        graph.Node.Add(OnnxNodes.Make(op, output, inputs, attributes));
        return output;
    }

    /// <summary>Adds a float constant and returns its name.</summary>
    internal string Floats(string tensor, ReadOnlySpan<long> dims, ReadOnlySpan<float> values)
        => Add(OnnxTensors.Floats(tensor, dims, values));

    /// <summary>Adds a list of int64 constants and returns its name.</summary>
    internal string Integers(string tensor, params ReadOnlySpan<long> values)
        => Add(OnnxTensors.Integers(tensor, [values.Length], values));

    /// <summary>Adds a reduction over one axis that is kept; its axes became an input at 13 (ReduceSum) or 18 (the others).</summary>
    internal string Reduce(string op, string output, string input, long axis)
        => Opset >= (op == "ReduceSum" ? 13 : 18)
            ? Node(op, output, [input, Integers($"{output}//axes", axis)], OnnxNodes.Int("keepdims", 1))
            : Node(op, output, [input], OnnxNodes.Ints("axes", axis), OnnxNodes.Int("keepdims", 1));

    /// <summary>Takes over the nodes of another graph, and the initializers that they read, under new names and without their comments.</summary>
    internal void Import(GraphProto other, Func<string, string> rename)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var original in other.Node)
        {
            used.UnionWith(original.Input);
            var node = original.Clone();
            for (var i = 0; i < node.Input.Count; i++)
                node.Input[i] = node.Input[i].Length > 0 ? rename(node.Input[i]) : "";
            for (var i = 0; i < node.Output.Count; i++)
                node.Output[i] = node.Output[i].Length > 0 ? rename(node.Output[i]) : "";
            node.Name = node.Output[0];
            node.ClearDocString();
            foreach (var attribute in node.Attribute) attribute.ClearDocString();
            graph.Node.Add(node);
        }

        foreach (var original in other.Initializer.Where(tensor => used.Contains(tensor.Name)))
        {
            var tensor = original.Clone();
            tensor.Name = rename(tensor.Name);
            tensor.ClearDocString();
            graph.Initializer.Add(tensor);
        }
    }

    internal void Input(string tensor, params ReadOnlySpan<long> dims) => graph.Input.Add(Declare(tensor, DataType.Float, dims));

    internal void Output(string tensor, DataType type, params ReadOnlySpan<long> dims) => graph.Output.Add(Declare(tensor, type, dims));

    /// <summary>An output whose type and shape the runtime may find out.</summary>
    internal void Output(string tensor) => graph.Output.Add(new ValueInfoProto { Name = tensor });

    /// <summary>Ends the graph.</summary>
    /// <param name="metadata">Written in the order of their keys.</param>
    /// <exception cref="OnnxGraphException">The model would not fit into one protobuf message.</exception>
    internal byte[] Build(IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var bytes = graph.Initializer.Sum(tensor => (long)tensor.CalculateSize());
        if (bytes > OnnxFile.MaxBytes - (64 << 20))
            throw new OnnxGraphException("graph", $"must stay below {OnnxFile.MaxBytes} bytes", $"{bytes} bytes of weights");

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "Pneumonia.MLNet", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        foreach (var (key, value) in (metadata ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model.ToByteArray();
    }

    /// <summary>The IR version that came out with the operator set.</summary>
    private long IrVersion => Opset switch { < 15 => 7, < 19 => 8, < 21 => 9, _ => 10 };

    private string Add(TensorProto tensor)
    {
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static ValueInfoProto Declare(string tensor, DataType type, ReadOnlySpan<long> dims)
    {
        var shape = new TensorShapeProto();
        foreach (var dim in dims)
        {
            shape.Dim.Add(dim == Batch
                ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
                : new TensorShapeProto.Types.Dimension { DimValue = dim });
        }

        return new ValueInfoProto
        {
            Name = tensor,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
        };
    }
}
