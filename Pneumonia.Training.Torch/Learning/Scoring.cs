using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>Scores rows with a network in evaluation mode.</summary>
internal static class Scoring
{
    private const int BatchSize = 32;

    /// <summary>Logits [rows, K].</summary>
    internal static float[] Logits(TorchNetwork network, IPixelSource exact, ImmutableArray<int> rows, int outputs, Device device, CancellationToken cancellation)
    {
        var area = exact.Side * exact.Side;
        var logits = new float[rows.Length * outputs];
        using var quiet = no_grad();
        network.eval();
        for (var start = 0; start < rows.Length; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BatchSize, rows.Length - start);
            var (bytes, pixels) = (new byte[area], new float[count * area]);
            for (var i = 0; i < count; i++)
            {
                exact.Read(rows[start + i], bytes);
                for (var p = 0; p < area; p++) pixels[(i * area) + p] = bytes[p];
            }

            using var scope = NewDisposeScope();
            var input = tensor(pixels, [count, 1, exact.Side, exact.Side], device: device);
            network.forward(input).cpu().data<float>().ToArray().CopyTo(logits, start * outputs);
        }

        return logits;
    }

    /// <summary>Mean area under the ROC curve over the outputs; NaN where none is defined.</summary>
    internal static double Auc(float[] logits, Targets targets, ImmutableArray<int> rows)
    {
        var k = targets.Outputs;
        return Metrics.MeanOfKnown(Enumerable.Range(0, k).Select(output => Metrics.RocAuc(
            rows.Select((_, i) => logits[(i * k) + output]).ToArray(), rows.Select(row => targets.IsOn(row, output) ? 1 : 0).ToArray())));
    }

    /// <summary>Mean cross entropy, unweighted and unsmoothed.</summary>
    internal static double LossOf(float[] logits, Targets targets, ImmutableArray<int> rows)
    {
        var hard = SoftTargets.Of(targets, [], 0, 0);
        double sum = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var line = logits.AsSpan(i * hard.Outputs, hard.Outputs);
            var normaliser = targets.Task == ClassificationTask.MultiClass ? LogSumExp(line) : 0;
            for (var k = 0; k < line.Length; k++)
            {
                double on = hard.Of(rows[i])[k];
                sum += targets.Task == ClassificationTask.MultiClass
                    ? on * (normaliser - line[k])
                    : (Math.Max(line[k], 0) - (line[k] * on) + Math.Log(1 + Math.Exp(-Math.Abs(line[k])))) / line.Length;
            }
        }

        return sum / rows.Length;
    }

    private static double LogSumExp(ReadOnlySpan<float> line)
    {
        double largest = float.NegativeInfinity, sum = 0;
        foreach (var z in line) largest = Math.Max(largest, z);
        foreach (var z in line) sum += Math.Exp(z - largest);
        return largest + Math.Log(sum);
    }
}
