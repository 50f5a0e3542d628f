namespace Pneumonia.Training.Downloads;

/// <summary>Where the Kermany paediatric set comes from and what it should hold.</summary>
public sealed record KermanyDownloadOptions
{
    /// <summary>The options used where none are given.</summary>
    public static KermanyDownloadOptions Default { get; } = new();

    /// <value>Addresses of the archive, tried in order. Default the public file on Mendeley Data (doi:10.17632/rscbjbr9sj.2, CC BY 4.0).</value>
    public IReadOnlyList<Uri> Mirrors { get; init; } =
        [new("https://data.mendeley.com/public-files/datasets/rscbjbr9sj/files/f12eaf6d-6023-432f-acc9-80c9d7393433/file_downloaded")];

    /// <value>Name of the archive on disk. Default "ChestXRay2017.zip".</value>
    public string ArchiveName { get; init; } = "ChestXRay2017.zip";

    /// <value>Size of the archive in bytes, or null where it isn't checked. Default null: the publisher states about 1.2 GB only.</value>
    public long? ArchiveBytes { get; init; }

    /// <value>SHA-256 of the archive, or null where it isn't checked. Default null: the publisher states none; the zip's own CRC-32s are checked.</value>
    public string? ArchiveSha256 { get; init; }

    /// <value>Largest archive accepted, in bytes, inclusive. Default 3 GiB.</value>
    public long MaxArchiveBytes { get; init; } = 3L << 30;

    /// <value>Whether the archive stays on disk after it was extracted. Default false.</value>
    public bool KeepArchive { get; init; }

    /// <value>What should be found. Default train 1,349 normal and 3,883 pneumonia, test 234 and 390.</value>
    public IReadOnlyList<KermanySplitCount> Counts { get; init; } =
    [
        new("train", "NORMAL", 1349), new("train", "PNEUMONIA", 3883),
        new("test", "NORMAL", 234), new("test", "PNEUMONIA", 390),
    ];

    /// <value>Patience of the download. Default <see cref="DownloadOptions.Default"/>.</value>
    public DownloadOptions Download { get; init; } = DownloadOptions.Default;

    /// <value>What is extracted. Default the images below <c>chest_xray/train</c> and <c>chest_xray/test</c>.</value>
    public ExtractionOptions Extraction { get; init; } = new() { Root = "chest_xray", Folders = ["train", "test"] };
}
