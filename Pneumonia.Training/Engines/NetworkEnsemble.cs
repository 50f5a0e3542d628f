using System.Collections.Immutable;
using System.Numerics.Tensors;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Engines;

/// <summary>Several networks as one: the mean of their logits, as the packaged graph computes it.</summary>
internal static class NetworkEnsemble
{
    public static ScoreMatrix Logits(
        ImmutableArray<TrainedNetwork> networks, ImmutableArray<int> images, int outputs, CancellationToken cancellationToken)
    {
        var sum = new float[images.Length * outputs];
        foreach (var network in networks) TensorPrimitives.Add(sum, network.Logits(images, cancellationToken), sum);
        TensorPrimitives.Divide(sum, networks.Length, sum);
        return new ScoreMatrix(sum, images.Length, outputs);
    }
}
