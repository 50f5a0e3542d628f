using System.Collections.Immutable;

namespace Pneumonia.Model;

/// <summary>The answer for one image. A research result, not a diagnosis.</summary>
public sealed record Prediction
{
    /// <value>The path the image came from, or null where it came as bytes.</value>
    public string? Source { get; init; }

    /// <value>What to do with the image.</value>
    public required Decision Decision { get; init; }

    /// <value>The predicted class; several findings are joined by <c>|</c>; null when the image could not be read.</value>
    public string? Label { get; init; }

    /// <value>Calibrated probability in [0, 1] of the positive class (binary), of any class but the negative one (multi-class; of the
    /// predicted class where none is negative), or of the most probable finding (multi-label). NaN when the image could not be read.</value>
    public float Probability { get; init; } = float.NaN;

    /// <value>Every class with its probability, in the manifest's order. Empty when the image could not be read.</value>
    public ImmutableArray<LabelScore> Scores { get; init; } = [];

    /// <value>Distance of the image's features to the training images', at least 0; about 1 is usual and larger is stranger. NaN when unreadable,
    /// and for models of ML.NET's own image classification, which give no features away.</value>
    public float Typicality { get; init; } = float.NaN;

    /// <value>Why the image could not be read or should not be trusted, or null.</value>
    public string? Problem { get; init; }

    /// <value>What was undone before the image was answered, or null: see <see cref="ClassifierOptions.Pose"/>.</value>
    public PoseCorrection? Correction { get; init; }

    /// <value>What a reader of the answer should know, in whole sentences; empty where there is nothing.</value>
    public ImmutableArray<string> Warnings => Correction is null ? [] : [Correction.ToString()];

    /// <summary>The classes from the most to the least probable.</summary>
    public ImmutableArray<LabelScore> Ranked() => [.. Scores.OrderByDescending(static s => s.Probability)];
}
