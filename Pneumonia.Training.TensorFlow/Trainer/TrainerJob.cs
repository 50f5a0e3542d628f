using System.Collections.Immutable;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>One training.</summary>
internal sealed record TrainerJob
{
    public required TrainerSettings Settings { get; init; }

    /// <value>Class names; the order is that of the shares that the transformer gives.</value>
    public required ImmutableArray<string> Classes { get; init; }

    public required ImmutableArray<LabelledImage> Train { get; init; }

    /// <value>Held back by whole patients; may be empty.</value>
    public required ImmutableArray<LabelledImage> Judges { get; init; }

    /// <value>ML.NET's temporary folder; below it, in <c>MLNET</c>, lie the weights.</value>
    public required string TempFolder { get; init; }

    /// <value>Where features are kept; jobs with the same images and network may share one and then compute them once.</value>
    public required string Workspace { get; init; }

    public required int Seed { get; init; }

    public required int Threads { get; init; }

    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <value>Told of progress, on the training thread. What it throws ends the training.</value>
    public required Action<TrainerSignal> Told { get; init; }
}
