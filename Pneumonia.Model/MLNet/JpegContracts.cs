using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Pneumonia.Model.MLNet;

/// <summary>What goes into ML.NET's image classification: an encoded image of the network's own size.</summary>
internal sealed class JpegRow
{
    public const string Column = "Features";

    [ColumnName(Column)]
    public byte[] Jpeg { get; set; } = [];
}

/// <summary>
/// "Encoded image → square JPEG" as custom mappings, one a side that ML.NET's networks take. A size here is a promise to every saved .zip: add,
/// never remove or rename.
/// </summary>
internal static class JpegContracts
{
    private static readonly ImmutableSortedDictionary<int, Func<MLContext, IEstimator<ITransformer>>> BySize =
        new Dictionary<int, Func<MLContext, IEstimator<ITransformer>>>
        {
            [224] = static ml => ml.Transforms.CustomMapping(new Jpeg224().GetMapping(), Jpeg224.Contract),
            [299] = static ml => ml.Transforms.CustomMapping(new Jpeg299().GetMapping(), Jpeg299.Contract),
        }.ToImmutableSortedDictionary();

    public static IEnumerable<int> Sizes => BySize.Keys;

    public static IEstimator<ITransformer> Estimator(MLContext ml, int side) => BySize.TryGetValue(side, out var make)
        ? make(ml)
        : throw new ArgumentOutOfRangeException(nameof(side), side, $"The side must be one of {string.Join(", ", Sizes)}.");
}

internal abstract class JpegMapping(int side) : CustomMappingFactory<EncodedImage, JpegRow>
{
    public override Action<EncodedImage, JpegRow> GetMapping() => (image, row) => row.Jpeg = SquareJpeg.Encode(image.ImageSource, side);
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Jpeg224() : JpegMapping(224)
{
    public const string Contract = "Pneumonia.Jpeg.224";
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Jpeg299() : JpegMapping(299)
{
    public const string Contract = "Pneumonia.Jpeg.299";
}
