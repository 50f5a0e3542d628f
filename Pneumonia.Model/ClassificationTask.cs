namespace Pneumonia.Model;

/// <summary>What kind of answer a classifier gives.</summary>
public enum ClassificationTask
{
    /// <summary>One probability: that of the positive class.</summary>
    Binary,

    /// <summary>Exactly one of K classes; the probabilities add up to one.</summary>
    MultiClass,

    /// <summary>Any number of K findings, each with a probability and a threshold of its own.</summary>
    MultiLabel,
}
