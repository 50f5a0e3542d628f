using System.Collections.Immutable;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Chooses the highest threshold t of which it can be promised that recall(t) = P(score ≥ t | positive) is at least r, with
/// confidence c = 1 − α.
/// <para><b>The rule.</b> Of n independent positives with scores S₍₁₎ ≤ … ≤ S₍ₙ₎ allow m misses, the most with
/// P(Binomial(n, 1 − r) ≤ m) ≤ α, and take t = S₍ₘ₊₁₎. That is the highest threshold whose one-sided Clopper–Pearson lower bound
/// on recall is at least r.</para>
/// <para><b>Why looking at all thresholds costs nothing.</b> Recall never rises with t, so the hypotheses "recall(t) &lt; r" are
/// nested: once true they stay true for every higher t. Let t* be the highest threshold with recall(t*) ≥ r. The promise is broken
/// only if S₍ₘ₊₁₎ &gt; t*, that is, if at most m positives score t* or less. A positive does so with probability
/// 1 − P(S &gt; t*) ≥ 1 − r, since recall is below r right above t*; so this happens with probability at most
/// P(Binomial(n, 1 − r) ≤ m) ≤ α. Only the one fixed number t* enters: that candidates are the scores themselves is harmless, and
/// nothing is assumed of their distribution; ties and atoms are covered. It is the argument of distribution-free tolerance limits
/// (Wilks 1941), and what fixed-sequence testing from the lowest threshold upward comes to in Learn-then-Test (Angelopoulos et al.,
/// arXiv 2110.01052): the first true hypothesis of the sequence is rejected with probability at most α, and the procedure stops at
/// the first it doesn't reject.</para>
/// <para><b>What it needs.</b> Scores that the network wasn't fitted on, and future positives like these (exchangeable). A calibrator
/// of one score may be fitted on the very same images: it never falls, so {p ≥ p(S₍ₘ₊₁₎)} holds all of {S ≥ S₍ₘ₊₁₎}.
/// Patients with several images are dealt with by <see cref="ClusterRule"/>: one is exact, the other approximate.</para>
/// <para><b>Where t lies.</b> Halfway between S₍ₘ₊₁₎ and the next lower score of any image, in float32. Lower only adds recall.</para>
/// </summary>
public static class RecallPromise
{
    /// <summary>The threshold where no image is positive: there is nothing to choose it by.</summary>
    public const float WithoutPositives = 0.5f;

    /// <summary>Chooses a threshold for one probability.</summary>
    /// <param name="probabilities">[N], of label 1, of all calibration images, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">What is promised; <see cref="PromiseOptions.Default"/> where null.</param>
    /// <returns>
    /// Certified, or, with too few positives, the highest threshold that meets the target on these images, which promises nothing.
    /// </returns>
    /// <exception cref="ArgumentException">Lengths differ, labels or probabilities are out of range, or an option is.</exception>
    public static PromiseResult Choose(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, IReadOnlyList<string>? patients = null, PromiseOptions? options = null)
    {
        Check.BinaryProbabilities(probabilities, labels);
        Check.Patients(patients, labels.Length);
        options = (options ?? PromiseOptions.Default).Validated();

        var found = CertifiedScore.Find(probabilities.ToArray(), RowsOf(labels, 1), patients, options);
        var threshold = found.Images == 0 ? WithoutPositives : ThresholdPlacement.Below(found.Anchor, probabilities);
        return new PromiseResult
        {
            Threshold = threshold,
            TargetRecall = options.Target,
            Confidence = options.Confidence,
            Certified = found.Certified,
            LowerBound = found.LowerBound,
            EmpiricalRecall = Metrics.Confusion(probabilities, labels, threshold).Recall,
            Positives = found.Images,
            Patients = found.Patients,
            PositivesUsed = found.Used,
            Misses = found.Misses,
            AllowedMisses = found.AllowedMisses,
            PositivesNeeded = found.Needed,
            Method = options.Clusters,
            DesignEffect = found.DesignEffect,
            Margin = ThresholdPlacement.Margin(threshold, probabilities),
            Explanation = PromiseWords.Explain("recall", "positive", found, options),
        };
    }

    /// <summary>
    /// Chooses a threshold for "any class but the negative one", whose score is 1 − p(negative) in float32. Exact for probabilities
    /// that aren't calibrated on the same images; a temperature fitted on them makes it approximate, by one parameter.
    /// </summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <param name="negativeClass">The class that stands for "nothing found", in 0…K−1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">What is promised; <see cref="PromiseOptions.Default"/> where null.</param>
    public static PromiseResult ChooseMultiClass(
        ScoreMatrix probabilities, ReadOnlySpan<int> labels, int negativeClass, IReadOnlyList<string>? patients = null, PromiseOptions? options = null)
    {
        Metrics.CheckMultiClass(probabilities, labels);
        var any = Array.ConvertAll(probabilities.Column(negativeClass), negative => 1 - negative);
        return Choose(any, Array.ConvertAll(Columns.OneVersusRest(labels, negativeClass), negative => 1 - negative), patients, options);
    }

    /// <summary>Chooses a threshold for each label.</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N, K] row-major, 0 or 1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">What is promised of each label; <see cref="PromiseOptions.Default"/> where null.</param>
    /// <param name="jointly">
    /// False: each label's promise holds with the confidence by itself. True: all hold together with it, each having been made
    /// at 1 − (1 − confidence)/K (Bonferroni), for which more positives are needed.
    /// </param>
    /// <returns>K results, in the order of the columns.</returns>
    public static ImmutableArray<PromiseResult> ChooseMultiLabel(
        ScoreMatrix probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? patients = null,
        PromiseOptions? options = null,
        bool jointly = false)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Check.SameLength(labels.Length, probabilities.Values.Length, nameof(labels));
        options = (options ?? PromiseOptions.Default).Validated();
        if (jointly)
            options = options with { Confidence = 1 - (1 - options.Confidence) / probabilities.Classes };

        var results = ImmutableArray.CreateBuilder<PromiseResult>(probabilities.Classes);
        for (var k = 0; k < probabilities.Classes; k++)
            results.Add(Choose(probabilities.Column(k), Columns.Of(labels, k, probabilities.Classes), patients, options));
        return results.MoveToImmutable();
    }

    internal static int[] RowsOf(ReadOnlySpan<int> labels, int label)
    {
        var rows = new List<int>();
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] == label)
                rows.Add(i);
        return [.. rows];
    }
}
