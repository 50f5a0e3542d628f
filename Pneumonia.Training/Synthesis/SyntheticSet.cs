namespace Pneumonia.Training.Synthesis;

/// <summary>A synthetic set on disk.</summary>
/// <param name="Folder">Full path of the folder with <c>train</c>, <c>test</c>, <c>labels.csv</c>, <c>README.txt</c> and <c>synthetic.json</c>.</param>
/// <param name="MaskFolder">Full path of the folder with the findings' true masks; beside the set, so that no reader takes it for a class.</param>
/// <param name="Images">All images, in the order of <c>labels.csv</c>.</param>
/// <param name="WasThere">True where an earlier run had written the same set and nothing had to be drawn.</param>
public sealed record SyntheticSet(string Folder, string MaskFolder, IReadOnlyList<SyntheticImage> Images, bool WasThere);
