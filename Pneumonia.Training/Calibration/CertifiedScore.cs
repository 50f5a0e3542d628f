using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// The highest score at or above which, surely enough, the promised share of cases lies: an order statistic whose rank follows from
/// the number of cases alone. Recall takes the positives' scores, specificity the negatives' with their sign turned.
/// </summary>
internal sealed record CertifiedScore
{
    /// <value>The score; NaN without cases.</value>
    public required float Anchor { get; init; }

    public required bool Certified { get; init; }

    /// <value>Certified: the bound at the budget of misses, which holds as surely as the promise. Else: that at the misses found.</value>
    public required double LowerBound { get; init; }

    public required int Images { get; init; }

    public required int Patients { get; init; }

    /// <value>Cases counted as independent.</value>
    public required int Used { get; init; }

    /// <value>Misses that would have been allowed among those; −1 where none.</value>
    public required int AllowedMisses { get; init; }

    /// <value>Cases counted as independent that score below the anchor.</value>
    public required int Misses { get; init; }

    /// <value>Cases (patients or images, as they are counted) that would do without a miss.</value>
    public required int Needed { get; init; }

    public required double DesignEffect { get; init; }

    /// <param name="scores">[N], higher is better for the cases.</param>
    /// <param name="cases">The rows that are cases.</param>
    /// <param name="patients">[N], or null.</param>
    /// <param name="options">Validated.</param>
    public static CertifiedScore Find(float[] scores, int[] cases, IReadOnlyList<string>? patients, PromiseOptions options)
    {
        var own = Array.ConvertAll(cases, row => scores[row]);
        var groups = PatientGroups.Of(patients is null ? null : Array.ConvertAll(cases, row => patients[row]), cases.Length);
        var one = options.Clusters == ClusterRule.OneImageAPatient;
        var effect = one || cases.Length == 0 ? 1 : Calibration.DesignEffect.Of(own, groups, options.Target);

        // The images that count, and how many independent ones they are worth.
        var kept = one
            ? Array.ConvertAll(OneImageAPatient.Keep(groups, i => PatientFolds.Name(patients, cases[i]), options.Seed), i => own[i])
            : own;
        Array.Sort(kept);
        var used = (int)Math.Floor(kept.Length / effect);

        var budget = used == 0 ? -1 : MissBudget.Allowed(used, options.Target, options.Confidence);
        var certified = budget >= 0;
        var anchor = certified
            ? kept[(int)Math.Floor((double)budget * kept.Length / used)]
            : own.Length == 0 ? float.NaN : own.Order().ElementAt(MissBudget.Empirical(own.Length, options.Target));

        // Rounded up: a fraction of a miss is a miss.
        var missed = kept.Count(score => score < anchor);
        var misses = kept.Length == 0 ? 0 : (int)Math.Ceiling((double)missed * used / kept.Length);
        return new CertifiedScore
        {
            Anchor = anchor,
            Certified = certified,
            LowerBound = Proportions.LowerBound(used - (certified ? budget : misses), used, options.Confidence),
            Images = cases.Length,
            Patients = groups.Length,
            Used = used,
            AllowedMisses = budget,
            Misses = misses,
            Needed = (int)Math.Min(int.MaxValue, Math.Ceiling(MissBudget.CasesNeeded(options.Target, options.Confidence) * effect)),
            DesignEffect = effect,
        };
    }
}
