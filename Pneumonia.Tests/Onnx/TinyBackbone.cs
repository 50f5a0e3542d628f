using Google.Protobuf;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Tests.Onnx;

/// <summary>
/// A backbone small enough to build in code: two convolutions, a pooling, a classifier; with the habits of various exporters.
/// </summary>
internal sealed record TinyBackbone
{
    internal const int Features = 6;

    internal int Channels { get; init; } = 3;

    internal int Side { get; init; } = 16;

    internal long Opset { get; init; } = 13;

    internal string InputName { get; init; } = "data";

    internal bool BatchOfOne { get; init; }

    /// <summary>IR 3: every initializer is listed as an input as well.</summary>
    internal bool InitializersAsInputs { get; init; }

    /// <summary>Before opset 11: Clip's bounds as attributes, in place of the first Relu.</summary>
    internal bool ClipAttributes { get; init; }

    internal bool Dropout { get; init; }

    /// <summary>BatchNormalization right after the input, as in ResNet v2.</summary>
    internal bool NormaliseFirst { get; init; }

    /// <summary>Channels shuffled by two reshapes with constant shapes that start with 1, as in ShuffleNet.</summary>
    internal bool Shuffle { get; init; }

    /// <summary>
    /// How the map is pooled: GlobalAveragePool, ReduceMean, AveragePool (of the whole map) or MaxPool (VGG: no mean at all).
    /// </summary>
    internal string Pool { get; init; } = "GlobalAveragePool";

    /// <summary>A second, stride-2 max pooling before the last convolution: the map is 4 × 4 instead of 8 × 8 for side 16.</summary>
    internal bool Coarse { get; init; }

    /// <summary>After pooling: Flatten, or a Reshape to the constant [1, 6].</summary>
    internal bool ConstantReshape { get; init; }

    internal int Seed { get; init; } = 7;

    internal byte[] Bytes() => Model().ToByteArray();

    internal BackboneGraph Read(BackboneReadOptions? options = null) => BackboneGraph.Read(Bytes(), options);

    internal ModelProto Model()
    {
        var random = new Random(Seed);
        var graph = new GraphProto { Name = "tiny" };
        graph.Input.Add(Image());
        var last = InputName;
        void Node(string op, string output, string[] inputs, params AttributeProto[] attributes)
            => graph.Node.Add(OnnxNodes.Make(op, last = output, inputs, attributes));
        string Weights(string name, params long[] dims)
        {
            var values = new float[dims.Aggregate(1L, (a, b) => a * b)];
            for (var i = 0; i < values.Length; i++)
                values[i] = random.NextSingle() - 0.4f;
            graph.Initializer.Add(OnnxTensors.Floats(name, dims, values));
            return name;
        }

        string Shape(string name, params long[] values)
        {
            graph.Initializer.Add(OnnxTensors.Integers(name, [values.Length], values));
            return name;
        }

        if (NormaliseFirst)
        {
            foreach (var (role, value) in new[] { ("g", 1.5f), ("b", -0.25f), ("m", 0.1f), ("v", 0.8f) })
                graph.Initializer.Add(OnnxTensors.Floats(role, [Channels], Enumerable.Repeat(value, Channels).ToArray()));
            Node("BatchNormalization", "bn", [last, "g", "b", "m", "v"]);
        }

        Node("Conv", "conv1", [last, Weights("w1", 4, Channels, 3, 3), Weights("b1", 4)], OnnxNodes.Ints("pads", 1, 1, 1, 1));
        if (ClipAttributes)
            Node("Clip", "act1", [last], OnnxNodes.Float("min", 0f), OnnxNodes.Float("max", 6f));
        else
            Node("Relu", "act1", [last]);
        if (Dropout)
            Node("Dropout", "drop", [last]);
        Node("MaxPool", "pool1", [last], OnnxNodes.Ints("kernel_shape", 2, 2), OnnxNodes.Ints("strides", 2, 2));
        if (Coarse)
            Node("MaxPool", "pool2", [last], OnnxNodes.Ints("kernel_shape", 2, 2), OnnxNodes.Ints("strides", 2, 2));
        var size = Side / (Coarse ? 4 : 2);
        if (Shuffle)
        {
            Node("Reshape", "split", [last, Shape("split-shape", 1, 2, 2, size, size)]);
            Node("Transpose", "swap", [last], OnnxNodes.Ints("perm", 0, 2, 1, 3, 4));
            Node("Reshape", "join", [last, Shape("join-shape", 1, 4, size, size)]);
        }

        Node("Conv", "conv2", [last, Weights("w2", Features, 4, 3, 3), Weights("b2", Features)], OnnxNodes.Ints("pads", 1, 1, 1, 1));
        Node("Relu", "act2", [last]);
        AppendPooling(Node, last, size);
        var width = Pool == "MaxPool" ? Features * (size / 2) * (size / 2) : Features;
        if (ConstantReshape)
            Node("Reshape", "flat", [last, Shape("flat-shape", 1, width)]);
        else
            Node("Flatten", "flat", [last]);
        Node("Gemm", "scores", [last, Weights("wc", width, 5), Weights("bc", 5)]);
        graph.Output.Add(new ValueInfoProto { Name = last });

        if (InitializersAsInputs)
            graph.Input.AddRange(graph.Initializer.Select(Declare));
        var model = new ModelProto { IrVersion = InitializersAsInputs ? 3 : 7, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        return model;
    }

    private void AppendPooling(Action<string, string, string[], AttributeProto[]> node, string map, int size)
    {
        switch (Pool)
        {
            case "GlobalAveragePool":
                node("GlobalAveragePool", "gap", [map], []);
                break;
            case "ReduceMean":
                node("ReduceMean", "gap", [map], [OnnxNodes.Ints("axes", -2, -1), OnnxNodes.Int("keepdims", 0)]);
                break;
            case "AveragePool":
                node("AveragePool", "gap", [map], [OnnxNodes.Ints("kernel_shape", size, size)]);
                break;
            default:
                node("MaxPool", "gap", [map], [OnnxNodes.Ints("kernel_shape", 2, 2), OnnxNodes.Ints("strides", 2, 2)]);
                break;
        }
    }

    internal ValueInfoProto Image()
    {
        var batch = new TensorShapeProto.Types.Dimension();
        if (BatchOfOne)
            batch.DimValue = 1;
        else
            batch.DimParam = "batch_size";
        return Declare(InputName, 1, [batch, .. Fixed([Channels, Side, Side])]);
    }

    private static ValueInfoProto Declare(TensorProto tensor) => Declare(tensor.Name, tensor.DataType, Fixed(tensor.Dims));

    private static ValueInfoProto Declare(string name, int type, IEnumerable<TensorShapeProto.Types.Dimension> dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims);
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
        };
    }

    private static IEnumerable<TensorShapeProto.Types.Dimension> Fixed(IEnumerable<long> dims)
        => dims.Select(dim => new TensorShapeProto.Types.Dimension { DimValue = dim });
}
