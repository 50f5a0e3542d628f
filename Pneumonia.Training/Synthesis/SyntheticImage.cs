namespace Pneumonia.Training.Synthesis;

/// <summary>One image of a synthetic set: a row of its <c>labels.csv</c>.</summary>
/// <param name="Path">Relative to the set's folder, with forward slashes, e.g. "train/PNEUMONIA/person12_bacteria_3.png"; its mask has the same path below the mask folder.</param>
/// <param name="Label">"NORMAL" or "PNEUMONIA".</param>
/// <param name="Patient">Id as the Kermany rule reads it from the file name, e.g. "person12_bacteria" or "IM-0012".</param>
/// <param name="Split">"train" or "test".</param>
/// <param name="Case">What the image shows, enough to draw it again.</param>
public sealed record SyntheticImage(string Path, string Label, string Patient, string Split, SyntheticCase Case);
