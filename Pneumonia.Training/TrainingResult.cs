using System.Collections.Immutable;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Search;

namespace Pneumonia.Training;

/// <summary>What a training run gave.</summary>
public sealed record TrainingResult
{
    /// <value>Full path of the model file.</value>
    public required string ModelPath { get; init; }

    /// <value>What the file says of itself.</value>
    public required ModelManifest Manifest { get; init; }

    /// <value>The model card in Markdown.</value>
    public required string Card { get; init; }

    /// <value>Every trial, in order.</value>
    public required SearchOutcome Search { get; init; }

    /// <value>The figures on the test images, or on out-of-fold scores where there are none.</value>
    public required ModelEvaluation Evaluation { get; init; }

    /// <value>What the user should know.</value>
    public required ImmutableArray<DataNote> Notes { get; init; }

    /// <value>Wall time of the run.</value>
    public required TimeSpan Duration { get; init; }
}
