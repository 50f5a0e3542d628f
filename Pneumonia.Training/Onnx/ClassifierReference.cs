using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Onnx;

/// <summary>What a composed graph must compute, for one image, in plain double precision: slow, short, and checked by eye.</summary>
internal static class ClassifierReference
{
    /// <summary>The mean of the members' logits.</summary>
    /// <param name="features">Each member's features, in the spec's order.</param>
    internal static double[] Logits(ClassifierGraphSpec spec, IReadOnlyList<float[]> features)
    {
        var logits = new double[spec.Outputs];
        for (var m = 0; m < spec.Members.Length; m++)
        {
            var head = spec.Members[m].Head;
            for (var k = 0; k < logits.Length; k++)
            {
                double z = head.Bias[k];
                for (var f = 0; f < head.Features; f++)
                    z += (double)features[m][f] * head.Weights[f * logits.Length + k];
                logits[k] += z / spec.Members.Length;
            }
        }

        return logits;
    }

    /// <summary>Calibrated probabilities.</summary>
    internal static double[] Probabilities(ClassifierGraphSpec spec, IReadOnlyList<double> logits) => spec.Calibration switch
    {
        CalibrationParameters.Isotonic isotonic => [.. logits.Select((z, k) => Interpolate(isotonic.Curves[k], z))],
        CalibrationParameters.Platt platt => [.. logits.Select((z, k) => Sigmoid(platt.Slopes[k] * z + platt.Offsets[k]))],
        CalibrationParameters.Temperature { Value: var t } => Squash(spec.Task, [.. logits.Select(z => z / t)]),
        _ => Squash(spec.Task, [.. logits]),
    };

    /// <summary>
    /// The decision, in float as the graph makes it: class 1 or 0, the strongest class, or the strongest label that is on (else −1).
    /// </summary>
    internal static long ClassIndex(ClassifierGraphSpec spec, IReadOnlyList<float> probabilities)
    {
        if (spec.Task == ClassificationTask.Binary)
            return probabilities[0] >= spec.Thresholds[0] ? 1 : 0;
        return spec.Task == ClassificationTask.MultiLabel && LabelFlags(spec, probabilities).Sum() == 0
            ? -1
            : ClassRule.Decide([.. probabilities], spec.Thresholds.AsSpan(), spec.NegativeIndex ?? -1);
    }

    /// <summary>The last word, in float as the graph has it: a number of <see cref="ArtifactLayout.Graph.Decisions"/>.</summary>
    internal static long Decision(ClassifierGraphSpec spec, IReadOnlyList<float> probabilities, long classIndex, float typicality)
    {
        var (positive, evidence) = spec.Task switch
        {
            ClassificationTask.Binary => (classIndex == 1, probabilities[0]),
            ClassificationTask.MultiLabel => (classIndex >= 0, probabilities.Max()),
            _ => (classIndex != spec.NegativeIndex, spec.NegativeIndex is { } n ? 1 - probabilities[n] : probabilities[(int)classIndex]),
        };
        var decision = spec.TypicalityLimit is { } limit && !(typicality <= limit) ? Model.Decision.NotAChestXray
            : !positive ? Model.Decision.Negative
            : evidence < spec.ReferBelow ? Model.Decision.Refer
            : Model.Decision.Positive;
        return ArtifactLayout.Graph.Decisions.IndexOf(decision);
    }

    /// <summary>For multi-label: 1 for each label whose probability reaches its threshold.</summary>
    internal static long[] LabelFlags(ClassifierGraphSpec spec, IReadOnlyList<float> probabilities)
        => [.. probabilities.Select((p, k) => p >= spec.Thresholds[k] ? 1L : 0L)];

    /// <summary>The greater of the two distances, or the features' alone.</summary>
    /// <param name="appearance">See <see cref="Appearance"/>; read only where the parameters speak of it.</param>
    internal static double Typicality(TypicalityParameters t, IReadOnlyList<float> features, IReadOnlyList<float> appearance)
        => t.Appearance is { } look ? Math.Max(Typicality(t, features), t.AppearanceWeight * Typicality(look, appearance)) : Typicality(t, features);

    /// <summary>Distance to the nearest class mean; see <see cref="TypicalityParameters"/>.</summary>
    internal static double Typicality(TypicalityParameters t, IReadOnlyList<float> features)
    {
        var least = double.PositiveInfinity;
        for (var c = 0; c < t.Classes; c++)
        {
            var gap = new double[t.FeatureWidth];
            for (var f = 0; f < gap.Length; f++)
                gap[f] = (double)features[f] - t.ClassMeans[c * gap.Length + f];
            // The rest as a vector, not as a difference of squares: columns that are orthonormal only to single precision would show
            // where the residual variance is small.
            var rest = (double[])gap.Clone();
            double along = 0;
            for (var r = 0; r < t.Rank; r++)
            {
                double coordinate = 0;
                for (var f = 0; f < gap.Length; f++)
                    coordinate += gap[f] * t.Projection[f * t.Rank + r];
                for (var f = 0; f < gap.Length; f++)
                    rest[f] -= coordinate * t.Projection[f * t.Rank + r];
                along += coordinate * coordinate / t.Eigenvalues[r];
            }

            var across = rest.Sum(value => value * value) / t.ResidualVariance;
            least = Math.Min(least, along + across);
        }

        return Math.Sqrt(least / t.FeatureWidth);
    }

    private static double Interpolate(IsotonicCurve curve, double z)
    {
        var (x, y) = (curve.X, curve.Y);
        if (z <= x[0])
            return y[0];
        for (var i = 1; i < x.Length; i++)
        {
            if (z < x[i])
                return y[i - 1] + (y[i] - (double)y[i - 1]) * (z - x[i - 1]) / (x[i] - (double)x[i - 1]);
        }

        return y[^1];
    }

    private static double[] Squash(ClassificationTask task, ImmutableArray<double> scores)
    {
        if (task != ClassificationTask.MultiClass)
            return [.. scores.Select(Sigmoid)];
        var largest = scores.Max();
        var total = scores.Sum(score => Math.Exp(score - largest));
        return [.. scores.Select(score => Math.Exp(score - largest) / total)];
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
