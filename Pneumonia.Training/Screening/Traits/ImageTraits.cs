using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Screening.Duplicates;

namespace Pneumonia.Training.Screening.Traits;

/// <summary>
/// What is kept of an image after a look at it: about a hundred bytes, whatever its size. Rules are applied to these afterwards, so that
/// other thresholds need no second look.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct ImageTraits
{
    /// <summary>Counts up whenever the same bytes would give other traits; part of the store's key.</summary>
    public const int Version = 1;

    /// <value>Columns of the upright image.</value>
    public required int Width { get; init; }

    /// <value>Rows of the upright image.</value>
    public required int Height { get; init; }

    /// <value>1 where the file is stored in a colour mode, else 0.</value>
    public required int ColourMode { get; init; }

    /// <value>Share of the pixels that show a colour, 0 … 1.</value>
    public required float Coloured { get; init; }

    /// <value>Grey below which 5% of the pixels lie.</value>
    public required float Dark { get; init; }

    /// <value>Middle grey.</value>
    public required float Median { get; init; }

    /// <value>Grey above which 5% of the pixels lie.</value>
    public required float Bright { get; init; }

    /// <value>Share of the pixels at the black end, 0 … 1.</value>
    public required float Black { get; init; }

    /// <value>Share of the pixels at the white end, 0 … 1.</value>
    public required float White { get; init; }

    /// <value>See <see cref="Blur"/>: 0 sharp … 1 blurred.</value>
    public required float Blur { get; init; }

    /// <value>Thinner of the two even bars at opposite edges, as a share of the side.</value>
    public required float ThinnerBar { get; init; }

    /// <value>Both bars together, as a share of the side.</value>
    public required float Bars { get; init; }

    /// <value>1 for a negative, else 0.</value>
    public required int Inverted { get; init; }

    /// <value>Clockwise turn in degrees.</value>
    public required int Rotation { get; init; }

    /// <value>How sure the detector is of both.</value>
    public required float PoseConfidence { get; init; }

    /// <value>What the picture looks like, in 256 bits.</value>
    public required PerceptualHash Hash { get; init; }

    public float Contrast => Bright - Dark;

    public RadiographPose Pose => new(Inverted == 1, Rotation, PoseConfidence);

    public byte[] ToBytes()
    {
        var copy = this;
        return MemoryMarshal.AsBytes(new ReadOnlySpan<ImageTraits>(ref copy)).ToArray();
    }

    /// <returns>Null where the bytes are not those of traits.</returns>
    public static ImageTraits? From(ReadOnlySpan<byte> bytes)
        => bytes.Length == Unsafe.SizeOf<ImageTraits>() ? MemoryMarshal.Read<ImageTraits>(bytes) : null;
}
