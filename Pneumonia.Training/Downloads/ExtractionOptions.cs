namespace Pneumonia.Training.Downloads;

/// <summary>What of an archive is written, and how much of it is accepted.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The options used where none are given.</summary>
    public static ExtractionOptions Default { get; } = new();

    /// <value>Folder inside the archive whose contents are wanted, with forward slashes; it is left out of the written paths. Default "" (the archive's root).</value>
    public string Root { get; init; } = "";

    /// <value>Folders below <see cref="Root"/> that are wanted, with forward slashes; all where empty. Default empty.</value>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <value>Extensions of files that are written, with dot, in any case. Default the image formats this library decodes.</value>
    public IReadOnlyList<string> Extensions { get; init; } = [".jpeg", ".jpg", ".png", ".bmp", ".gif", ".webp"];

    /// <value>Most entries an archive may have, wanted or not, inclusive. Default 200,000.</value>
    public int MaxEntries { get; init; } = 200_000;

    /// <value>Most bytes one inflated file may have, inclusive. Default 64 MiB, as much as the decoder accepts.</value>
    public long MaxEntryBytes { get; init; } = 64L << 20;

    /// <value>Most bytes all inflated files may have together, inclusive. Default 16 GiB.</value>
    public long MaxTotalBytes { get; init; } = 16L << 30;

    /// <value>
    /// Most inflated bytes per compressed byte of one file, inclusive; looked at from 1 MiB on, as a small blank image compresses without bound.
    /// Default 100: radiographs reach 2, flat PNGs perhaps 50, Deflate at most 1,032.
    /// </value>
    public double MaxCompressionRatio { get; init; } = 100;
}
