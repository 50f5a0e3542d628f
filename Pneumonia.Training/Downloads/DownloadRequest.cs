namespace Pneumonia.Training.Downloads;

/// <summary>One file to fetch: from where, to where, and how it is known to be the right one.</summary>
public sealed record DownloadRequest
{
    /// <value>Addresses of the same file, tried in order. At least one; http and https only.</value>
    public required IReadOnlyList<Uri> Mirrors { get; init; }

    /// <value>Where the finished file goes. Beside it lie <c>.part</c> (bytes so far) and <c>.part.json</c> (what they belong to) until it is complete.</value>
    public required string TargetPath { get; init; }

    /// <value>Size in bytes the file must have, or null where it isn't known. Default null.</value>
    public long? ExpectedBytes { get; init; }

    /// <value>SHA-256 the file must have, 64 hexadecimal digits in either case, or null where it isn't known. Default null.</value>
    public string? Sha256 { get; init; }

    /// <value>Largest size accepted, in bytes, inclusive; checked while streaming. Default 4 GiB.</value>
    public long MaxBytes { get; init; } = 4L << 30;
}
