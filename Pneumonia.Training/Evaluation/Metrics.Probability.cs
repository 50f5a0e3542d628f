using System.Numerics.Tensors;

namespace Pneumonia.Training.Evaluation;

public static partial class Metrics
{
    /// <summary>Log-loss takes no probability of the truth for smaller than this (10⁻¹⁵), so that one certain error costs 34.5, not ∞.</summary>
    public const double SmallestProbability = 1e-15;

    private const int Chunk = 1024;

    /// <summary>Brier score: mean squared distance between probability and outcome.</summary>
    /// <param name="probabilities">[N], of label 1, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <returns>In [0, 1], smaller is better; NaN without images.</returns>
    public static double Brier(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        Check.BinaryProbabilities(probabilities, labels);
        return MeanOverChunks(probabilities, labels, static (p, y) =>
        {
            TensorPrimitives.Subtract(p, y, p);
            return TensorPrimitives.SumOfSquares<double>(p);
        });
    }

    /// <summary>Brier's original score for K classes: squared distances summed over the classes, mean over the images.</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <returns>In [0, 2] where rows add up to 1, smaller is better; NaN without images. Two classes give twice the binary score.</returns>
    public static double Brier(ScoreMatrix probabilities, ReadOnlySpan<int> labels)
    {
        CheckMultiClass(probabilities, labels);
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = probabilities.Row(i);
            for (var k = 0; k < row.Length; k++)
            {
                var error = row[k] - (k == labels[i] ? 1.0 : 0.0);
                sum += error * error;
            }
        }
        return sum / labels.Length;
    }

    /// <summary>Mean −ln of the probability given to what was true, cut off at <see cref="SmallestProbability"/>; in nats.</summary>
    /// <param name="probabilities">[N], of label 1, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <returns>0 or more, smaller is better; NaN without images.</returns>
    public static double LogLoss(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        Check.BinaryProbabilities(probabilities, labels);
        return MeanOverChunks(probabilities, labels, static (p, y) =>
        {
            // The truth was given |p − (1 − y)|, whichever of the two it was; both cases are exact in double.
            TensorPrimitives.Subtract(1.0, y, y);
            TensorPrimitives.Subtract(p, y, p);
            TensorPrimitives.Abs<double>(p, p);
            TensorPrimitives.Max(p, SmallestProbability, p);
            TensorPrimitives.Log<double>(p, p);
            return -TensorPrimitives.Sum<double>(p);
        });
    }

    /// <summary>As the binary log-loss, for K classes. Rows aren't renormalised.</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    public static double LogLoss(ScoreMatrix probabilities, ReadOnlySpan<int> labels)
    {
        CheckMultiClass(probabilities, labels);
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
            sum -= Math.Log(Math.Max(probabilities[i, labels[i]], SmallestProbability));
        return sum / labels.Length;
    }

    /// <summary>Expected calibration error of the probability of label 1: the mean over bins, by their size, of |predicted − observed|.</summary>
    /// <param name="probabilities">[N], in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="bins">How many bins, 1 or more.</param>
    /// <param name="binning">How they are cut; see <see cref="Binning"/> for which edge belongs to which.</param>
    /// <returns>In [0, 1], smaller is better; NaN without images.</returns>
    public static double ExpectedCalibrationError(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int bins = 15, Binning binning = Binning.EqualWidth)
        => ReliabilityCurve.Create(probabilities, labels, bins, binning).ExpectedCalibrationError;

    /// <summary>Expected calibration error of the top label (Guo et al. 2017): is a class called with probability p right p of the time?</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <param name="bins">How many bins, 1 or more.</param>
    /// <param name="binning">How they are cut.</param>
    public static double ExpectedCalibrationError(
        ScoreMatrix probabilities, ReadOnlySpan<int> labels, int bins = 15, Binning binning = Binning.EqualWidth)
        => ReliabilityCurve.CreateTopLabel(probabilities, labels, bins, binning).ExpectedCalibrationError;

    internal static void CheckMultiClass(ScoreMatrix probabilities, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Check.SameLength(labels.Length, probabilities.Rows, nameof(labels));
        Check.Labels(labels, probabilities.Classes, nameof(labels));
        Check.Probabilities(probabilities.Values, nameof(probabilities));
    }

    /// <summary>Adds up a function of probabilities and outcomes, which is handed chunks of them in double and may overwrite them.</summary>
    private static double MeanOverChunks(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, Func<Span<double>, Span<double>, double> sumOver)
    {
        Span<double> p = stackalloc double[Chunk], y = stackalloc double[Chunk];
        double sum = 0;
        for (var start = 0; start < labels.Length; start += Chunk)
        {
            var length = Math.Min(Chunk, labels.Length - start);
            TensorPrimitives.ConvertChecked(probabilities.Slice(start, length), p);
            TensorPrimitives.ConvertChecked(labels.Slice(start, length), y);
            sum += sumOver(p[..length], y[..length]);
        }
        return sum / labels.Length;
    }
}
