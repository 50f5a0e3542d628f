namespace Pneumonia.Training.Torch.Images;

/// <summary>Grey squares of one size, by position. Safe for many threads.</summary>
internal interface IPixelSource
{
    /// <value>Side of the squares in pixels.</value>
    int Side { get; }

    /// <summary>Copies an image's side × side greys, row by row.</summary>
    void Read(int image, Span<byte> pixels);
}
