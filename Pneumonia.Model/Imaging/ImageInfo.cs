namespace Pneumonia.Model.Imaging;

/// <summary>What a file's header says about its image; nothing is decoded for it.</summary>
/// <param name="Format">The file format, told from the first bytes, never from a name.</param>
/// <param name="Width">Columns of the upright image, in pixels.</param>
/// <param name="Height">Rows of the upright image, in pixels.</param>
/// <param name="BitsPerChannel">Bits of one stored sample: 1, 2, 4, 8 or 16 for PNG (8 for its palettes), otherwise 8.</param>
/// <param name="IsColour">Whether the file is stored in a colour mode. It may still show nothing but greys; BMP, GIF and WebP always count as colour.</param>
/// <param name="Orientation">How the stored pixels have to be turned; already applied to <paramref name="Width"/> and <paramref name="Height"/>.</param>
public sealed record ImageInfo(
    ImageFormat Format, int Width, int Height, int BitsPerChannel, bool IsColour, ImageOrientation Orientation);
