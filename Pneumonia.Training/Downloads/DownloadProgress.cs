namespace Pneumonia.Training.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Bytes on disk, including those of earlier runs.</param>
/// <param name="Total">Size of the whole file in bytes, or null where neither caller nor server has said.</param>
/// <param name="BytesPerSecond">Rate of late, in bytes a second; 0 until it can be told.</param>
public readonly record struct DownloadProgress(long Bytes, long? Total, double BytesPerSecond);
