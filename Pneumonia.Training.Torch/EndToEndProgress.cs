using System.Collections.Immutable;

namespace Pneumonia.Training.Torch;

/// <summary>How far a training is.</summary>
public sealed record EndToEndProgress
{
    /// <value>Which member is trained, 1 for the first.</value>
    public required int Member { get; init; }

    /// <value>Members in all.</value>
    public required int Members { get; init; }

    /// <value>The epoch that runs, 1 for the first.</value>
    public required int Epoch { get; init; }

    /// <value>Epochs in all.</value>
    public required int Epochs { get; init; }

    /// <value>Steps done in this epoch.</value>
    public required int Step { get; init; }

    /// <value>Steps of an epoch.</value>
    public required int Steps { get; init; }

    /// <value>Images a second in this epoch so far.</value>
    public required double ImagesPerSecond { get; init; }

    /// <value>Time that this member still takes at that speed.</value>
    public required TimeSpan TimeLeft { get; init; }

    /// <value>Share of this epoch in which the network waited for images, in [0, 1].</value>
    public required double WaitingShare { get; init; }

    /// <value>The epochs that have ended.</value>
    public required ImmutableArray<EpochFigures> Curve { get; init; }
}
