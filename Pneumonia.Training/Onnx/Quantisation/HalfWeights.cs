using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>
/// Stores the backbones' weights in 16 bits. A Cast makes floats of them, which ONNX Runtime does once, when it loads: the file is half as large, what
/// runs is the same network with rounded weights.
/// </summary>
internal static class HalfWeights
{
    // Small tensors save nothing, and the vectors of a normalisation (a variance, say) may lie outside what 16 bits hold.
    private const int LeastValues = 256;

    internal static ModelProto Write(ModelProto model)
    {
        var half = model.Clone();
        half.Graph.Initializer.Clear();
        half.Graph.Node.Clear();
        foreach (var tensor in model.Graph.Initializer)
        {
            if (!QdqSites.IsBody(tensor.Name) || tensor.DataType != (int)DataType.Float || tensor.Dims.Count < 2 || tensor.Dims.Aggregate(1L, static (n, d) => n * d) < LeastValues)
            {
                half.Graph.Initializer.Add(tensor);
                continue;
            }

            // Not an initializer: ML.NET looks at the types of those, and knows none of 16 bits.
            var value = new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = Stored(tensor) };
            half.Graph.Node.Add(OnnxNodes.Make("Constant", value.T.Name, [], value));
            half.Graph.Node.Add(OnnxNodes.Make("Cast", tensor.Name, [$"{tensor.Name}//half"], OnnxNodes.Int("to", (int)DataType.Float)));
        }

        half.Graph.Node.AddRange(model.Graph.Node);
        return half;
    }

    private static TensorProto Stored(TensorProto tensor)
    {
        var floats = OnnxTensors.ReadFloats(tensor);
        var halves = new Half[floats.Length];
        TensorPrimitives.ConvertToHalf(floats, halves);
        var stored = new TensorProto { Name = $"{tensor.Name}//half", DataType = (int)DataType.Float16, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves)) };
        stored.Dims.AddRange(tensor.Dims);
        return stored;
    }
}
