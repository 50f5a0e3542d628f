using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Chooses the lowest threshold of which it can be promised that specificity(t) = P(score &lt; t | negative) is at least the target:
/// <see cref="RecallPromise"/> in a mirror, the negatives' scores with their sign turned. What holds there holds here.
/// </summary>
public static class SpecificityPromise
{
    /// <summary>Chooses a threshold for one probability.</summary>
    /// <param name="probabilities">[N], of label 1, of all calibration images, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">What is promised; <see cref="PromiseOptions.Default"/> where null.</param>
    /// <param name="atLeast">The threshold isn't set below this; higher only adds specificity.</param>
    /// <exception cref="ArgumentException">Lengths differ, labels or probabilities are out of range, or an option is.</exception>
    public static SpecificityResult Choose(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? patients = null,
        PromiseOptions? options = null,
        float atLeast = 0)
    {
        Check.BinaryProbabilities(probabilities, labels);
        Check.Patients(patients, labels.Length);
        options = (options ?? PromiseOptions.Default).Validated();

        var turned = Array.ConvertAll(probabilities.ToArray(), p => -p);
        var found = CertifiedScore.Find(turned, RecallPromise.RowsOf(labels, 0), patients, options);
        var own = found.Images == 0 ? RecallPromise.WithoutPositives : ThresholdPlacement.Above(-found.Anchor, probabilities);
        var threshold = MathF.Max(own, atLeast);
        return new SpecificityResult
        {
            Threshold = threshold,
            TargetSpecificity = options.Target,
            Confidence = options.Confidence,
            Certified = found.Certified,
            LowerBound = found.LowerBound,
            EmpiricalSpecificity = Metrics.Confusion(probabilities, labels, threshold).Specificity,
            Negatives = found.Images,
            Patients = found.Patients,
            NegativesUsed = found.Used,
            AllowedFalseAlarms = found.AllowedMisses,
            NegativesNeeded = found.Needed,
            Method = options.Clusters,
            Explanation = PromiseWords.Explain("specificity", "negative", found, options),
        };
    }
}
