using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>Rows dealt into folds, patients whole.</summary>
/// <param name="Folds">Ascending positions into the samples that were given; every position is in exactly one fold.</param>
/// <param name="Notes">What the user should be told, such as that there are fewer folds than asked for.</param>
public sealed record PatientFolds(ImmutableArray<ImmutableArray<int>> Folds, ImmutableArray<DataNote> Notes);
