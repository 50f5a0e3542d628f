using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data.Reading;

internal sealed record LabelledImage(RawImage Raw, ImmutableArray<int> Labels, ImmutableDictionary<string, string> Columns);

internal sealed record LabelledImages(
    ClassificationTask Task, ImmutableArray<string> Classes, string? NegativeClass, IReadOnlyList<LabelledImage> Rows);
