namespace Pneumonia.Training.Downloads;

/// <summary>Images of one class in one split: how many there should be and are.</summary>
/// <param name="Split">Folder of the split, "train" or "test".</param>
/// <param name="Label">Folder of the class, "NORMAL" or "PNEUMONIA".</param>
/// <param name="Expected">Images the publication's archive holds.</param>
/// <param name="Found">Images found; 0 before anything was counted.</param>
public sealed record KermanySplitCount(string Split, string Label, int Expected, int Found = 0);
