using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>What the bytes of a data set add up to.</summary>
/// <param name="Images">SHA-256 of each sample's file in lower-case hex, in the order of the samples; null where it couldn't be
/// read.</param>
/// <param name="DataSet">One SHA-256 in lower-case hex over images, labels and splits; see <see cref="ContentHash.OfDataSet"/>.</param>
/// <param name="Notes">Which files couldn't be read.</param>
public sealed record DataSetHashes(ImmutableArray<string?> Images, string DataSet, ImmutableArray<DataNote> Notes);
