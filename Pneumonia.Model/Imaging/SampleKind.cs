namespace Pneumonia.Model.Imaging;

/// <summary>How a raster's pixels lie in memory.</summary>
internal enum SampleKind
{
    /// <summary>One byte.</summary>
    Grey8,

    /// <summary>Red, green, blue, alpha, a byte each; colours already multiplied by alpha, which is to say laid over black.</summary>
    Rgba8,

    /// <summary>One <see cref="ushort"/> in the machine's byte order.</summary>
    Grey16,

    /// <summary>One <see cref="float"/>.</summary>
    GreyFloat,
}
