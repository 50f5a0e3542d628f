using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>The one place where an image enters a backbone: [N, Channels, Side, Side].</summary>
internal sealed record ImageInput(string Name, int Channels, int Side)
{
    private const int SmallestSide = 4;
    private const int LargestSide = 2048;

    /// <summary>Finds it among the graph's inputs.</summary>
    /// <exception cref="OnnxGraphException">There is none, more than one, or it has another shape or type.</exception>
    internal static ImageInput Find(GraphIndex index, int? side)
    {
        if (index.Inputs.Count != 1)
        {
            throw new OnnxGraphException(
                "graph", "must have exactly one image input",
                index.Inputs.Count == 0 ? "none" : string.Join(", ", index.Inputs.Select(input => $"'{input.Name}'")));
        }

        var declared = index.Inputs[0];
        var subject = $"input '{declared.Name}'";
        var type = declared.Type?.TensorType;
        if (type is null || type.ElemType != (int)TensorProto.Types.DataType.Float)
            throw new OnnxGraphException(subject, "must be a float32 tensor", type is null ? "no tensor" : $"data type {type.ElemType}");

        var dims = type.Shape?.Dim.ToArray() ?? [];
        if (dims.Length != 4)
            throw new OnnxGraphException(subject, "must have the shape [N, channels, side, side]", Describe(dims));
        if (dims[0].HasDimValue && dims[0].DimValue is not (1 or 0 or -1))
            throw new OnnxGraphException(subject, "must have a batch size that is open or 1", Describe(dims));
        if (!dims[1].HasDimValue || dims[1].DimValue is not (1 or 3))
            throw new OnnxGraphException(subject, "must have 1 or 3 channels in its second dimension", Describe(dims));

        var (height, width) = (Fixed(dims[2]), Fixed(dims[3]));
        if (height != width)
            throw new OnnxGraphException(subject, "must be square", Describe(dims));
        if (height is { } stated && side is { } wanted && stated != wanted)
            throw new OnnxGraphException(subject, $"must have the side that was asked for, {wanted}", Describe(dims));
        if ((height ?? side) is not { } known)
            throw new OnnxGraphException(subject, "must have a side, or one must be given", Describe(dims));
        if (known is < SmallestSide or > LargestSide)
            throw new OnnxGraphException(subject, $"must have a side of {SmallestSide} to {LargestSide} pixels", $"{known}");
        return new ImageInput(declared.Name, (int)dims[1].DimValue, (int)known);
    }

    private static long? Fixed(TensorShapeProto.Types.Dimension dim) => dim.HasDimValue && dim.DimValue > 0 ? dim.DimValue : null;

    private static string Describe(TensorShapeProto.Types.Dimension[] dims)
        => $"[{string.Join(", ", dims.Select(Describe))}]";

    private static string Describe(TensorShapeProto.Types.Dimension dim)
        => dim.HasDimValue ? $"{dim.DimValue}" : dim.DimParam is { Length: > 0 } name ? name : "?";
}
