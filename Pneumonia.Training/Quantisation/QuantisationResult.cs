using System.Collections.Immutable;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Quantisation;

/// <summary>What became of an attempt to make a model file smaller.</summary>
/// <param name="Manifest">The manifest of the file that was written; null where it lost too much, and then nothing was written.</param>
/// <param name="Record">Both models side by side.</param>
/// <param name="Faults">The rules that it broke; empty where it was written.</param>
/// <param name="Summary">The same in words.</param>
public sealed record QuantisationResult(ModelManifest? Manifest, QuantisationRecord Record, ImmutableArray<string> Faults, string Summary);
