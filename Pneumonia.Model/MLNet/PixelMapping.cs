using Microsoft.ML.Transforms;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Model.MLNet;

/// <summary>What the mapping "encoded image → pixels" reads.</summary>
internal sealed class EncodedImage
{
    public byte[] ImageSource { get; set; } = [];
}

/// <summary>
/// "Encoded image → pixels" as an ML.NET custom mapping. ML.NET stores nothing but the contract's name, and ONNX needs columns of known
/// length, so each side has a contract of its own; see <see cref="PixelContracts"/>.
/// </summary>
internal abstract class PixelMapping<TRow>(int size) : CustomMappingFactory<EncodedImage, TRow>
    where TRow : class, IPixelRow, new()
{
    public override Action<EncodedImage, TRow> GetMapping() => (image, row) =>
    {
        var pixels = new float[size * size];
        PixelRecipe.Prepare(image.ImageSource, size, pixels);
        row.Pixels = pixels;
    };
}

internal interface IPixelRow
{
    float[] Pixels { get; set; }
}
