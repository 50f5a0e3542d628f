namespace Pneumonia.Training.Downloads;

/// <summary>The Kermany set on disk.</summary>
/// <param name="Folder">Full path of the folder with <c>train</c> and <c>test</c>: what training takes as its data folder.</param>
/// <param name="Counts">Images found for each split and class.</param>
/// <param name="Deviations">What is off, one sentence each; empty where everything is as published.</param>
/// <param name="WasThere">True where nothing had to be fetched or extracted.</param>
public sealed record KermanyDownloadResult(
    string Folder, IReadOnlyList<KermanySplitCount> Counts, IReadOnlyList<string> Deviations, bool WasThere);
