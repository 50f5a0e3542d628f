using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Inference;

/// <summary>
/// Calibration and thresholds of a model whose graph holds neither: from the raw share of each class to what an ONNX graph would give.
/// In double, as calibration was fitted.
/// </summary>
internal sealed class CalibratedRule(ModelManifest manifest)
{
    // A share of exactly 0 or 1 would be an infinite logit.
    private const double Least = 1e-12;

    private readonly CalibrationMap map = manifest.CalibrationMap!;
    private readonly int negative = manifest.NegativeClass is { } name ? manifest.Classes.IndexOf(name) : -1;
    private readonly int outputs = manifest.Thresholds.Length;

    /// <summary>
    /// Logits of a softmax: the logarithm of each share, or for two classes with one output the difference of both. A softmax forgets a
    /// constant that all logits share, and calibration doesn't need it.
    /// </summary>
    /// <param name="shares">One a class, in [0, 1].</param>
    /// <param name="logits">One an output: 1 for two classes of a binary task, else one a class.</param>
    public static void Logits(ReadOnlySpan<float> shares, Span<float> logits)
    {
        if (logits.Length == 1)
        {
            logits[0] = (float)(Log(shares[1]) - Log(shares[0]));
            return;
        }

        for (var k = 0; k < logits.Length; k++) logits[k] = (float)Log(shares[k]);
    }

    /// <summary>Calibrated probabilities of one image.</summary>
    /// <param name="logits">One an output.</param>
    /// <param name="probabilities">Receives as many.</param>
    public void Calibrate(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        if (manifest.Task == ClassificationTask.MultiClass)
        {
            Softmax(logits, map.Slopes[0], probabilities);
            return;
        }

        for (var k = 0; k < logits.Length; k++)
        {
            probabilities[k] = (float)(map.Curves.IsEmpty
                ? 1 / (1 + Math.Exp(-((map.Slopes[k] * logits[k]) + map.Intercepts[k])))
                : At(map.Curves[k], logits[k]));
        }
    }

    /// <summary>The decision for one image: the class index that the manifest's thresholds give.</summary>
    public long Decide(ReadOnlySpan<float> probabilities) => outputs == 1
        ? probabilities[0] >= manifest.Thresholds[0] ? 1 : 0
        : ClassRule.Decide(probabilities, manifest.Thresholds.AsSpan(), negative);

    private static double Log(float share) => Math.Log(Math.Max(share, Least));

    private static void Softmax(ReadOnlySpan<float> logits, double slope, Span<float> probabilities)
    {
        double largest = double.NegativeInfinity, total = 0;
        foreach (var z in logits) largest = Math.Max(largest, z);
        foreach (var z in logits) total += Math.Exp((z - largest) * slope);
        for (var k = 0; k < logits.Length; k++) probabilities[k] = (float)(Math.Exp((logits[k] - largest) * slope) / total);
    }

    private static double At(CalibrationCurve curve, double logit)
    {
        var (x, y) = (curve.Logits, curve.Probabilities);
        var found = x.AsSpan().BinarySearch(logit);
        if (found >= 0) return y[found];
        var right = ~found;
        if (right == 0) return y[0];
        if (right == x.Length) return y[^1];
        return y[right - 1] + ((y[right] - y[right - 1]) * (logit - x[right - 1]) / (x[right] - x[right - 1]));
    }
}
