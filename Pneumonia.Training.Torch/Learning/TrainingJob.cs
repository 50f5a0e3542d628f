using System.Collections.Immutable;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>One network to train.</summary>
internal sealed record TrainingJob
{
    internal required EndToEndOptions Options { get; init; }

    internal required NetworkPlan Plan { get; init; }

    internal required int Seed { get; init; }

    /// <value>Stored images to vary.</value>
    internal required IPixelSource Stored { get; init; }

    /// <value>The held-out images at the input's size.</value>
    internal required IPixelSource Exact { get; init; }

    internal required Targets Targets { get; init; }

    /// <value>Rows that are learned from.</value>
    internal required ImmutableArray<int> Rows { get; init; }

    /// <value>Rows that are scored after each epoch; may be empty.</value>
    internal required ImmutableArray<int> HeldOut { get; init; }

    /// <value>What the rows hold: part of the checkpoint's key, so that other data are never taken for these.</value>
    internal required string DataKey { get; init; }

    /// <value>Where the checkpoint lies; null for none.</value>
    internal required string? CheckpointPath { get; init; }

    internal int Member { get; init; } = 1;

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal IProgress<EndToEndProgress>? Progress { get; init; }

    /// <value>Called before each step with epoch, step and batch size: where tests break things.</value>
    internal Action<int, int, int>? BeforeStep { get; init; }
}
