namespace Pneumonia.Model.Imaging;

/// <summary>The pixels that one pass over a PNG brings: from (Left, Top) every Right-th column of every Down-th row.</summary>
internal readonly record struct PngPass(int Left, int Top, int Right, int Down)
{
    internal static PngPass[] Progressive { get; } = [new(0, 0, 1, 1)];

    internal static PngPass[] Adam7 { get; } =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];
}
