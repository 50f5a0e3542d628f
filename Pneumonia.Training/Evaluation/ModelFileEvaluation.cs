using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Evaluation;

/// <summary>What a model file did on labelled images.</summary>
public sealed record ModelFileEvaluation
{
    /// <value>The model.</value>
    public required ModelManifest Manifest { get; init; }

    /// <value>The figures, at the model's own thresholds.</value>
    public required ModelEvaluation Evaluation { get; init; }

    /// <value>The images measured.</value>
    public required ImmutableArray<ImageSample> Samples { get; init; }

    /// <value>The model's answer for each of them.</value>
    public required ImmutableArray<Prediction> Predictions { get; init; }

    /// <value>What the model said of each, as probabilities [N, K].</value>
    public required ScoreMatrix Probabilities { get; init; }

    /// <value>Images that could not be read and are in no figure, with their problem.</value>
    public required ImmutableArray<Prediction> Unreadable { get; init; }

    /// <value>How many of the images the model was trained or calibrated on. Above 0, no figure speaks of new images.</value>
    public required int Seen { get; init; }

    /// <value>How many images the typicality gate would not have answered; they are in the figures all the same.</value>
    public required int Atypical { get; init; }

    /// <value>What the user should know.</value>
    public required ImmutableArray<DataNote> Notes { get; init; }
}
