using Google.Protobuf;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Benchmarks.Scale;

/// <summary>A backbone of two convolutions with random weights: where it is the number of images that counts, not the network.</summary>
internal static class TinyNetwork
{
    private const int Side = 64;
    private const int Width = 16;

    public static void Write(string path)
    {
        var random = new Random(1);
        var graph = new GraphProto { Name = "tiny" };
        graph.Input.Add(Declare("pixels", 1, Side, Side));
        string Weights(string name, params long[] dims)
        {
            var values = new float[dims.Aggregate(1L, static (a, b) => a * b)];
            for (var i = 0; i < values.Length; i++) values[i] = random.NextSingle() - 0.45f;
            graph.Initializer.Add(OnnxTensors.Floats(name, dims, values));
            return name;
        }

        graph.Node.Add(OnnxNodes.Make("Conv", "conv1", ["pixels", Weights("w1", 4, 1, 3, 3), Weights("b1", 4)], OnnxNodes.Ints("pads", 1, 1, 1, 1), OnnxNodes.Ints("strides", 2, 2)));
        graph.Node.Add(OnnxNodes.Make("Relu", "relu1", ["conv1"]));
        graph.Node.Add(OnnxNodes.Make("Conv", "conv2", ["relu1", Weights("w2", Width, 4, 3, 3), Weights("b2", Width)], OnnxNodes.Ints("pads", 1, 1, 1, 1), OnnxNodes.Ints("strides", 2, 2)));
        graph.Node.Add(OnnxNodes.Make("Relu", "relu2", ["conv2"]));
        graph.Node.Add(OnnxNodes.Make("GlobalAveragePool", "pooled", ["relu2"]));
        graph.Node.Add(OnnxNodes.Make("Flatten", "features", ["pooled"]));
        graph.Output.Add(new ValueInfoProto { Name = "features" });
        var model = new ModelProto { IrVersion = 7, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        File.WriteAllBytes(path, model.ToByteArray());
    }

    private static ValueInfoProto Declare(string name, params long[] dims)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        shape.Dim.AddRange(dims.Select(static dim => new TensorShapeProto.Types.Dimension { DimValue = dim }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } } };
    }
}
