using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
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
    // Of radiographs like the held-out ones, no more than one in a hundred is refused, in nine draws of ten.
    private const double Refused = 0.01;
    private const double Doubt = 0.1;

    // Fewer images than that needs (230) say nothing of such a tail: the greatest value seen is moved outward.
    private const double Room = 1.15;

    // Beyond the strangest of all: more than rounding, less than a difference.
    private const double Hair = 1e-4;

    // Where all features are the same, either distance may be nothing or endless.
    private const double MostWeight = 1000;

    /// <param name="network">Gives the features.</param>
    /// <param name="looks">Gives the appearance.</param>
    /// <param name="train">What both distances are fitted on.</param>
    /// <param name="heldOut">
    /// Positions of images that nothing was fitted on: the weight between the two, and the limit. Where there are none, each fold of the training images is
    /// measured by a distance that was fitted on the others, and the limit lies further out: the network has seen those images, so their distances are short.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The distance, the limit, and the typicality of each image held out.</returns>
    public (TypicalityParameters Distance, float Limit, ImmutableArray<float> HeldOut) Fit(
        GraphNetwork network, AppearanceSource looks, TrainingRows train, ImmutableArray<int> heldOut, CancellationToken cancellationToken)
    {
        int[] classes = train.Task == ClassificationTask.MultiLabel
            ? new int[train.Count]
            : [.. train.Samples.Select(static s => s.Labels[0])];
        var (inner, outer) = (network.Features(train.Rows, cancellationToken), looks.Read(train.Rows, cancellationToken));
        var byFeatures = TypicalityFit.Fit(inner, classes, options.Seed);
        var byLooks = TypicalityFit.Fit(outer, new int[train.Count], options.Seed);
        var features = heldOut.IsEmpty ? CrossFitted(inner, classes, train.Folds) : Distances(byFeatures, network.Features(heldOut, cancellationToken));
        var appearance = heldOut.IsEmpty ? CrossFitted(outer, new int[train.Count], train.Folds) : Distances(byLooks, looks.Read(heldOut, cancellationToken));
        var weight = (float)Math.Clamp(Tail(features) / Tail(appearance), 1 / MostWeight, MostWeight);
        var greater = features.Zip(appearance, (f, a) => Math.Max(f, weight * a)).ToArray();
        var distance = byFeatures with { Appearance = byLooks, AppearanceWeight = weight };
        return heldOut.IsEmpty ? (distance, (float)(Tail(greater) * Room), []) : (distance, (float)Limit(greater), [.. greater.Select(static d => (float)d)]);
    }

    /// <summary>
    /// The bar that keeps the promise above: an order statistic, as tolerance limits have it (Wilks 1941). Images count as independent.
    /// </summary>
    internal static double Tail(double[] heldOut)
    {
        var (falling, outside) = Ordered(heldOut);
        return Tail(falling, outside);
    }

    /// <summary>
    /// The same, moved outward to halfway between the image that decides it and the next stranger one: a limit that lies on an image's own distance
    /// is decided by how a processor rounds. Further out the promise still holds.
    /// </summary>
    internal static double Limit(double[] heldOut)
    {
        var (falling, outside) = Ordered(heldOut);
        var tail = Tail(falling, outside);
        return outside switch
        {
            0 => tail,
            1 => tail * (1 + Hair),
            _ => Math.Max(tail, (falling[outside - 1] + falling[outside - 2]) / 2),
        };
    }

    private static double Tail(double[] falling, int outside) => Math.Max(outside == 0 ? falling[0] * Room : falling[outside - 1], float.Epsilon);

    private static (double[] Falling, int Outside) Ordered(double[] heldOut)
    {
        var falling = heldOut.OrderDescending().ToArray();
        var outside = 0;
        while (Binomial.CDF(Refused, falling.Length, outside) <= Doubt) outside++;
        return (falling, outside);
    }

    /// <summary>The distance of each row as one sees it who has learnt from the other folds.</summary>
    private double[] CrossFitted(FeatureMatrix rows, int[] classes, ImmutableArray<ImmutableArray<int>> folds)
    {
        var values = new double[rows.Rows];
        foreach (var fold in folds)
        {
            var others = folds.Where(f => f != fold).SelectMany(static f => f).ToArray();
            var distances = Distances(TypicalityFit.Fit(rows.Select(others), [.. others.Select(i => classes[i])], options.Seed), rows.Select(fold));
            for (var i = 0; i < fold.Length; i++) values[fold[i]] = distances[i];
        }

        return values;
    }

    private static double[] Distances(TypicalityParameters t, FeatureMatrix rows)
    {
        var values = new double[rows.Rows];
        Parallel.For(0, values.Length, i => values[i] = ClassifierReference.Typicality(t, rows.Row(i).ToArray()));
        return values;
    }
}
