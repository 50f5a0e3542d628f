using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>Samples whose files are equal byte for byte.</summary>
/// <param name="Hash">Their SHA-256 in lower-case hex.</param>
/// <param name="Rows">At least two ascending indices into the data set's samples.</param>
/// <param name="AcrossSplits">Whether they lie in more than one official part (no part counts as train).</param>
/// <param name="AcrossPatients">Whether they are said to be of more than one patient.</param>
/// <param name="LabelsDiffer">Whether they are labelled differently.</param>
public sealed record DuplicateGroup(string Hash, ImmutableArray<int> Rows, bool AcrossSplits, bool AcrossPatients, bool LabelsDiffer);
