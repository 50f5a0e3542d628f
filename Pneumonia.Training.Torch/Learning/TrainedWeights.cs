using System.Collections.Immutable;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>What a job gave.</summary>
/// <param name="Weights">The averaged weights, or the best of them on held-out rows where patience was given.</param>
/// <param name="Curve">What each epoch gave.</param>
/// <param name="Notes">What the user should know: a halved batch, an early end, a checkpoint that was not believed.</param>
internal sealed record TrainedWeights(NetworkWeights Weights, ImmutableArray<EpochFigures> Curve, ImmutableArray<string> Notes);
