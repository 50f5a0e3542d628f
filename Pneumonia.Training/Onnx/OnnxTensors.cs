using System.Runtime.InteropServices;
using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>Tensors as messages: made, checked, and read where a constant decides about the structure.</summary>
internal static class OnnxTensors
{
    /// <summary>Makes a float tensor.</summary>
    internal static TensorProto Floats(string name, ReadOnlySpan<long> dims, ReadOnlySpan<float> values)
        => Make(name, DataType.Float, dims, MemoryMarshal.AsBytes(values));

    /// <summary>Makes an int64 tensor; no dims make a scalar.</summary>
    internal static TensorProto Integers(string name, ReadOnlySpan<long> dims, ReadOnlySpan<long> values)
        => Make(name, DataType.Int64, dims, MemoryMarshal.AsBytes(values));

    /// <summary>Refuses a tensor whose data lies elsewhere or doesn't fill its shape.</summary>
    internal static void Check(TensorProto tensor, string subject)
    {
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0)
            throw new OnnxGraphException(subject, "must hold its data in the same file", "external data");
        var size = SizeOf(tensor.DataType)
            ?? throw new OnnxGraphException(subject, "must be of a known data type", $"data type {tensor.DataType}");

        var count = Count(tensor, subject);
        long held = tensor.RawData.Length > 0
            ? tensor.RawData.Length / Math.Max(size, 1)
            : tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.DoubleData.Count
                + tensor.Uint64Data.Count + tensor.StringData.Count;
        if (held != count || (size > 0 && tensor.RawData.Length % size != 0))
        {
            throw new OnnxGraphException(
                subject, $"must hold the {count} values of its shape [{string.Join(',', tensor.Dims)}]", $"{held} values");
        }
    }

    /// <summary>Reads whole numbers, as shapes and axes are given; null where the tensor holds something else.</summary>
    internal static long[]? ReadIntegers(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Int64 when tensor.RawData.Length > 0 => MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray(),
        DataType.Int64 => [.. tensor.Int64Data],
        DataType.Int32 when tensor.RawData.Length > 0 => [.. MemoryMarshal.Cast<byte, int>(tensor.RawData.Span).ToArray()],
        DataType.Int32 => [.. tensor.Int32Data],
        _ => null,
    };

    /// <summary>Reads a float tensor's values, wherever the message holds them.</summary>
    internal static float[] ReadFloats(TensorProto tensor)
        => tensor.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];

    private static TensorProto Make(string name, DataType type, ReadOnlySpan<long> dims, ReadOnlySpan<byte> data)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(data) };
        foreach (var dim in dims)
            tensor.Dims.Add(dim);
        return tensor;
    }

    private static long Count(TensorProto tensor, string subject)
    {
        long count = 1;
        foreach (var dim in tensor.Dims)
        {
            if (dim < 0 || (dim > 0 && count > int.MaxValue / dim))
            {
                throw new OnnxGraphException(
                    subject, $"must have a shape of at most {int.MaxValue} values", $"[{string.Join(',', tensor.Dims)}]");
            }

            count *= dim;
        }

        return count;
    }

    /// <summary>Bytes of one value; zero for strings, which have no fixed size.</summary>
    private static int? SizeOf(int type) => (DataType)type switch
    {
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Int64 or DataType.Uint64 or DataType.Double => 8,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        DataType.Int16 or DataType.Uint16 or DataType.Float16 => 2,
        DataType.String => 0,
        _ => null,
    };
}
