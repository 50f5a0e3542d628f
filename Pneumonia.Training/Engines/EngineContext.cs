using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Features;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Engines;

/// <summary>All that an engine may know: every image without its label, and the labels of the training rows alone.</summary>
public sealed record EngineContext
{
    /// <value>Every readable image of the run, calibration and test images among them, so that they can be prepared in one go.</value>
    public required ImmutableArray<ImageFile> Images { get; init; }

    /// <value>Positions in <see cref="Images"/> of the training rows.</value>
    public required ImmutableArray<int> TrainingRows { get; init; }

    /// <value>The labels of the training rows, in their order.</value>
    public required Targets Targets { get; init; }

    /// <value>The folds: positions in <see cref="TrainingRows"/>; patients are never cut.</value>
    public required ImmutableArray<ImmutableArray<int>> Folds { get; init; }

    /// <value>Seed of every draw.</value>
    public required int Seed { get; init; }

    /// <value>Threads that may be used at the same time.</value>
    public required int Threads { get; init; }

    /// <value>What is refused before decoding.</value>
    public ImageLimits ImageLimits { get; init; } = ImageLimits.Default;

    /// <value>Told of progress, or null.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    internal StoreDatabase? Store { get; init; }
}
