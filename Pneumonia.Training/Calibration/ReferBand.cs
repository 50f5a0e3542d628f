using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Two thresholds with room for doubt: below <see cref="Lower"/> negative, at or above <see cref="Upper"/> positive, and between
/// them, [lower, upper), referred to a human. Each promise holds with its own confidence, both together with at least the sum of
/// the two less 1.
/// </summary>
/// <param name="Recall">The lower threshold: positives that aren't called negative.</param>
/// <param name="Specificity">The upper threshold: negatives that aren't called positive.</param>
/// <param name="Referred">Calibration images between the two.</param>
/// <param name="ReferredShare">Their share, with its Wilson interval; depends on prevalence.</param>
public sealed record ReferBand(PromiseResult Recall, SpecificityResult Specificity, int Referred, Estimate ReferredShare)
{
    /// <value>From here on, inclusive, an image isn't called negative.</value>
    public float Lower => Recall.Threshold;

    /// <value>From here on, inclusive, an image is called positive; at least <see cref="Lower"/>, and equal where nothing need be referred.</value>
    public float Upper => Specificity.Threshold;

    /// <summary>Chooses both thresholds.</summary>
    /// <param name="probabilities">[N], of label 1, of all calibration images, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="recall">What is promised of recall; <see cref="PromiseOptions.Default"/> where null.</param>
    /// <param name="specificity">What is promised of specificity; <see cref="PromiseOptions.Default"/> where null.</param>
    public static ReferBand Choose(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? patients = null,
        PromiseOptions? recall = null,
        PromiseOptions? specificity = null)
    {
        var low = RecallPromise.Choose(probabilities, labels, patients, recall);
        var high = SpecificityPromise.Choose(probabilities, labels, patients, specificity, low.Threshold);
        var referred = 0;
        foreach (var p in probabilities)
            referred += p >= low.Threshold && p < high.Threshold ? 1 : 0;
        var share = labels.IsEmpty ? double.NaN : (double)referred / labels.Length;
        return new ReferBand(low, high, referred, new Estimate(share, Proportions.Wilson(referred, labels.Length)));
    }
}
