namespace Pneumonia.Model.Imaging;

/// <summary>A view of decoded pixels as they came out of a decoder: rows without gaps, not yet grey, not yet upright.</summary>
/// <param name="samples">width × height samples of the given kind.</param>
/// <param name="kind">How a sample lies in memory.</param>
/// <param name="width">Stored columns.</param>
/// <param name="height">Stored rows.</param>
/// <param name="scale">Factor that takes a sample (for RGBA: its luma) to [0, 255].</param>
internal readonly ref struct Raster(ReadOnlySpan<byte> samples, SampleKind kind, int width, int height, float scale = 1f)
{
    internal SampleKind Kind { get; } = kind;

    internal int Width { get; } = width;

    internal int Height { get; } = height;

    internal float Scale { get; } = scale;

    /// <value>Extent of the image across, in eighths of a column: 8 × width, or a little less after a reduced decode.</value>
    internal long WidthEighths { get; init; } = 8L * width;

    /// <value>Extent of the image down, in eighths of a row.</value>
    internal long HeightEighths { get; init; } = 8L * height;

    private ReadOnlySpan<byte> Samples { get; } = samples;

    internal ReadOnlySpan<byte> Row(int y)
    {
        var bytes = Width * BytesOf(Kind);
        return Samples.Slice(y * bytes, bytes);
    }

    internal static int BytesOf(SampleKind kind) => kind switch
    {
        SampleKind.Grey8 => 1,
        SampleKind.Grey16 => 2,
        _ => 4,
    };
}
