using System.Collections.Immutable;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Checkpoints;

/// <summary>
/// Where a training stands after an epoch. No random state is in it: all draws come from seed, epoch and row.
/// </summary>
internal sealed record Checkpoint
{
    /// <value>Network, options, data and seed: a checkpoint goes on only with exactly these.</value>
    public required string Key { get; init; }

    /// <value>Name of the network.</value>
    public required string Network { get; init; }

    /// <value>Epochs done.</value>
    public required int Epoch { get; init; }

    /// <value>Steps done since the beginning.</value>
    public required long Step { get; init; }

    /// <value>Images in a step, after any halving.</value>
    public required int BatchSize { get; init; }

    /// <value>What each epoch gave.</value>
    public required ImmutableArray<EpochFigures> Curve { get; init; }

    /// <value>Number of the best epoch on held-out rows; 0 where there is none.</value>
    public required int BestEpoch { get; init; }

    /// <value>What the user should know.</value>
    public required ImmutableArray<string> Notes { get; init; }

    internal NetworkWeights Weights { get; init; } = NetworkWeights.Empty;

    /// <value>Averaged weights; null where nothing is averaged.</value>
    internal NetworkWeights? Average { get; init; }

    /// <value>Weights of the best epoch; null where there is none.</value>
    internal NetworkWeights? Best { get; init; }

    /// <value>The optimiser's running mean of the gradients.</value>
    internal NetworkWeights FirstMoments { get; init; } = NetworkWeights.Empty;

    /// <value>The optimiser's running mean of the squared gradients.</value>
    internal NetworkWeights SecondMoments { get; init; } = NetworkWeights.Empty;
}
