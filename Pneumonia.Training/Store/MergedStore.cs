using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Store;

/// <summary>What became of one source.</summary>
/// <param name="Path">Full path of its file.</param>
/// <param name="Features">Vectors, by image and extractor.</param>
/// <param name="Screening">What screening saw, by image.</param>
/// <param name="Trials">Journal rows, by run and trial.</param>
/// <param name="Notes">What was not taken, by name: the first five of each kind and a count of the rest.</param>
public sealed record MergedStore(string Path, MergedRows Features, MergedRows Screening, MergedRows Trials, ImmutableArray<DataNote> Notes);
