using Pneumonia.Model;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Torch.Images;

/// <summary>What each row should become, smoothed, and how much it counts.</summary>
internal sealed class SoftTargets
{
    private readonly float[] targets;
    private readonly float[] weights;

    private SoftTargets(Targets labels)
    {
        Outputs = labels.Outputs;
        targets = new float[labels.Rows * Outputs];
        weights = new float[labels.Rows * Outputs];
    }

    internal int Outputs { get; }

    internal ReadOnlySpan<float> Of(int row) => targets.AsSpan(row * Outputs, Outputs);

    internal ReadOnlySpan<float> WeightsOf(int row) => weights.AsSpan(row * Outputs, Outputs);

    /// <param name="labels">All labels.</param>
    /// <param name="rows">The rows that are learned from: class weights come from them alone.</param>
    /// <param name="smoothing">Share of each target that is spread over the classes.</param>
    /// <param name="balance">Exponent of the class weights.</param>
    internal static SoftTargets Of(Targets labels, IReadOnlyCollection<int> rows, double smoothing, double balance)
    {
        var soft = new SoftTargets(labels);
        var several = labels.Task == ClassificationTask.MultiClass;
        var spread = (float)(smoothing / (several ? labels.Outputs : 2));
        for (var k = 0; k < labels.Outputs; k++)
        {
            var positives = rows.Count(row => labels.IsOn(row, k));
            var classes = several ? labels.Outputs : 2;
            var (on, off) = (Weight(positives, rows.Count, classes, balance), Weight(rows.Count - positives, rows.Count, classes, balance));
            for (var row = 0; row < labels.Rows; row++)
            {
                var isOn = labels.IsOn(row, k);
                soft.targets[(row * labels.Outputs) + k] = ((isOn ? 1 : 0) * (1 - (float)smoothing)) + spread;
                soft.weights[(row * labels.Outputs) + k] = isOn ? on : several ? 0 : off;
            }
        }

        if (several) soft.ShareRowWeights(labels.Rows);
        return soft;
    }

    private static float Weight(int count, int total, int classes, double balance)
        => count == 0 ? 1 : (float)Math.Pow((double)total / (classes * count), balance);

    // A row of a multi-class task has one weight: that of its class.
    private void ShareRowWeights(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            var line = weights.AsSpan(row * Outputs, Outputs);
            float weight = 0;
            foreach (var w in line) weight += w;
            line.Fill(weight);
        }
    }
}
