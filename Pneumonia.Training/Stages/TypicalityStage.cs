using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Typicality;

namespace Pneumonia.Training.Stages;

/// <summary>Learns what the training images look like to the first network, and how far from them an image may be to be answered.</summary>
internal sealed class TypicalityStage(TrainingOptions options)
{
    // Of the held-out radiographs, one in two hundred may be refused.
    private const double Kept = 0.995;

    // The tail of a few hundred images says little of its end: leave room.
    private const double Room = 1.1;

    public TypicalityParameters Fit(GraphNetwork network, TrainingRows train, ImmutableArray<int> positions, CancellationToken cancellationToken)
    {
        var features = network.Features(positions, cancellationToken);
        int[] classes = train.Task == ClassificationTask.MultiLabel
            ? new int[train.Count]
            : [.. train.Samples.Select(static s => s.Labels[0])];
        return TypicalityFit.Fit(features, classes, options.Seed);
    }

    /// <summary>The limit, from images that the distance was not fitted on.</summary>
    public static float? Limit(float[] heldOut)
    {
        if (heldOut.Length == 0) return null;
        var sorted = heldOut.Order().ToArray();
        return (float)(sorted[Math.Min((int)Math.Ceiling(Kept * sorted.Length), sorted.Length) - 1] * Room);
    }
}
