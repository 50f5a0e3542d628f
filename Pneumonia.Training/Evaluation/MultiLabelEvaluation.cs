using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>Everything measured of K probabilities against any number of K labels.</summary>
public sealed record MultiLabelEvaluation
{
    /// <value>Number of images.</value>
    public required int Count { get; init; }

    /// <value>Number of patients; the number of images where patients aren't known.</value>
    public required int Patients { get; init; }

    /// <value>Each label by itself, in the order of the columns.</value>
    public required ImmutableArray<LabelEvaluation> Labels { get; init; }

    /// <value>Mean area of the labels that some but not all images carry.</value>
    public required double MacroAuc { get; init; }

    /// <value>Mean average precision of the labels that some image carries.</value>
    public required double MacroAveragePrecision { get; init; }

    /// <value>Mean F1 of the labels that some image carries or was given.</value>
    public required double MacroF1 { get; init; }

    /// <value>Images of which every label was decided rightly, among all.</value>
    public required Estimate ExactMatch { get; init; }

    /// <value>Wrong decisions among all N × K, in [0, 1]; NaN without images.</value>
    public required double HammingLoss { get; init; }
}
