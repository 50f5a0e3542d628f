using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Typicality;

namespace Pneumonia.Training.Stages;

/// <summary>
/// Learns what the training images look like, to the first network and to the eye, and how far from them an image may be to be answered.
/// Knows nothing of the engine: whatever gives features takes part.
/// </summary>
internal sealed class TypicalityStage(TrainingOptions options)
{
    // Of the held-out radiographs, one in two hundred may be refused.
    private const double Kept = 0.995;

    // Fewer images say nothing of such a tail: the greatest value seen is moved outward.
    private const int Enough = 400;
    private const double Room = 1.15;

    // Where all features are the same, either distance may be nothing or endless.
    private const double MostWeight = 1000;

    /// <param name="network">Gives the features.</param>
    /// <param name="looks">Gives the appearance.</param>
    /// <param name="train">What both distances are fitted on.</param>
    /// <param name="heldOut">Positions of images that nothing was fitted on: the weight between the two, and the limit.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The distance, and the limit: null where no image was held out.</returns>
    public (TypicalityParameters Distance, float? Limit) Fit(
        TrainedNetwork network, AppearanceSource looks, TrainingRows train, ImmutableArray<int> heldOut, CancellationToken cancellationToken)
    {
        int[] classes = train.Task == ClassificationTask.MultiLabel
            ? new int[train.Count]
            : [.. train.Samples.Select(static s => s.Labels[0])];
        var byFeatures = TypicalityFit.Fit(network.Features(train.Rows, cancellationToken), classes, options.Seed);
        var byLooks = TypicalityFit.Fit(looks.Read(train.Rows, cancellationToken), new int[train.Count], options.Seed);
        if (heldOut.IsEmpty) return (byFeatures with { Appearance = byLooks }, null);

        var features = Distances(byFeatures, network.Features(heldOut, cancellationToken));
        var appearance = Distances(byLooks, looks.Read(heldOut, cancellationToken));
        var weight = (float)Math.Clamp(Tail(features) / Tail(appearance), 1 / MostWeight, MostWeight);
        var greater = features.Zip(appearance, (f, a) => Math.Max(f, weight * a)).ToArray();
        return (byFeatures with { Appearance = byLooks, AppearanceWeight = weight }, (float)Tail(greater));
    }

    /// <summary>What all but one in two hundred stay within.</summary>
    internal static double Tail(double[] heldOut)
    {
        var sorted = heldOut.Order().ToArray();
        var edge = sorted[Math.Min((int)Math.Ceiling(Kept * sorted.Length), sorted.Length) - 1];
        return Math.Max(sorted.Length < Enough ? edge * Room : edge, float.Epsilon);
    }

    private static double[] Distances(TypicalityParameters t, FeatureMatrix rows)
    {
        var values = new double[rows.Rows];
        Parallel.For(0, values.Length, i => values[i] = ClassifierReference.Typicality(t, rows.Row(i).ToArray()));
        return values;
    }
}
