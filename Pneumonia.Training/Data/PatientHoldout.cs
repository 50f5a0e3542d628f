using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>Rows cut in two, patients whole.</summary>
/// <param name="Kept">Ascending positions into the samples that were given.</param>
/// <param name="HeldOut">The other positions, ascending.</param>
public sealed record PatientHoldout(ImmutableArray<int> Kept, ImmutableArray<int> HeldOut);
