namespace Pneumonia.Training.Search;

/// <summary>The figure by which trials are compared, on out-of-fold scores; for all of them larger is better.</summary>
public enum SearchMetric
{
    /// <summary>Area under the ROC curve; macro over classes where there are several.</summary>
    Auc,

    /// <summary>Average precision; macro over classes where there are several.</summary>
    AveragePrecision,

    /// <summary>Specificity at the highest threshold whose recall reaches the target (binary), else as <see cref="Recall"/>.</summary>
    SpecificityAtRecall,

    /// <summary>Recall (sensitivity) at probability 0.5; macro over classes where there are several.</summary>
    Recall,

    /// <summary>F2 at probability 0.5: recall counts four times as much as precision.</summary>
    F2,

    /// <summary>F1 at probability 0.5.</summary>
    F1,

    /// <summary>Share of right answers at probability 0.5.</summary>
    Accuracy,

    /// <summary>Mean of recall and specificity at probability 0.5; macro recall for several classes.</summary>
    BalancedAccuracy,
}
