namespace Pneumonia.Training.Downloads;

/// <summary>What the download of the Kermany set is busy with.</summary>
public enum KermanyStage
{
    /// <summary>The archive is fetched; progress counts bytes.</summary>
    Downloading,

    /// <summary>The archive is extracted; progress counts files.</summary>
    Extracting,
}

/// <summary>How far the download of the Kermany set is.</summary>
/// <param name="Stage">What is being done, and so what is counted.</param>
/// <param name="Done">Bytes or files done.</param>
/// <param name="Total">Bytes or files in all, or null where nobody has said.</param>
/// <param name="BytesPerSecond">Rate of the download; 0 while extracting.</param>
public readonly record struct KermanyProgress(KermanyStage Stage, long Done, long? Total, double BytesPerSecond);
