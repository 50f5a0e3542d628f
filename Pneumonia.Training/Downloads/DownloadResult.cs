namespace Pneumonia.Training.Downloads;

/// <summary>A file that is complete and verified as far as the request allowed.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Source">The mirror it came from; null where the file was there already.</param>
/// <param name="ResumedBytes">Bytes taken over from an earlier run or attempt; 0 where the last attempt fetched everything.</param>
public sealed record DownloadResult(string Path, long Bytes, string Sha256, Uri? Source, long ResumedBytes);
