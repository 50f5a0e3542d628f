using System.Collections.Immutable;

namespace Pneumonia.Training.Search;

/// <summary>What a trial gave.</summary>
public sealed record TrialResult
{
    /// <value>Position in the run, from 1.</value>
    public required int Number { get; init; }

    /// <value>What was tried.</value>
    public required TrialSettings Settings { get; init; }

    /// <value>The search metric on the out-of-fold scores of all training rows; NaN when the trial failed.</value>
    public required double Metric { get; init; }

    /// <value>The metric of each fold; NaN where a fold has only one class.</value>
    public ImmutableArray<double> FoldMetrics { get; init; } = [];

    /// <value>Wall time of the trial.</value>
    public required TimeSpan Duration { get; init; }

    /// <value>Largest memory of the process seen by the end of the trial, in bytes.</value>
    public required long PeakMemory { get; init; }

    /// <value>Why it failed, or null.</value>
    public string? Error { get; init; }

    /// <value>Whether it came from the journal of an earlier run.</value>
    public bool Resumed { get; init; }

    /// <value>Out-of-fold logits [rows, K], row by row; empty when the trial failed.</value>
    public ImmutableArray<float> OutOfFoldLogits { get; init; } = [];

    /// <value>Whether the trial ended well.</value>
    public bool Succeeded => Error is null && !double.IsNaN(Metric);
}
