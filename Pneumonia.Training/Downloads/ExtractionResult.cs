namespace Pneumonia.Training.Downloads;

/// <summary>What an extraction has done.</summary>
/// <param name="Folder">Full path of the folder that holds the files.</param>
/// <param name="Written">Files inflated now.</param>
/// <param name="Kept">Files that an earlier run had written already (same size and CRC-32).</param>
/// <param name="Skipped">Entries left out: rubbish, other folders, other extensions. Folders don't count.</param>
public sealed record ExtractionResult(string Folder, int Written, int Kept, int Skipped);
