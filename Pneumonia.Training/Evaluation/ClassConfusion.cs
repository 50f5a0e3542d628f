using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>How often each of K classes was taken for which: K × K counts.</summary>
public sealed record ClassConfusion
{
    /// <summary>Takes K × K counts.</summary>
    /// <exception cref="ArgumentException">The number of counts isn't classes².</exception>
    public ClassConfusion(ImmutableArray<int> counts, int classes)
    {
        Check.SameLength(counts.Length, classes * classes, nameof(counts));
        (Counts, Classes) = (counts, classes);
    }

    /// <value>Number of classes, K.</value>
    public int Classes { get; }

    /// <value>K × K counts, row-major: rows are true classes, columns are decisions.</value>
    public ImmutableArray<int> Counts { get; }

    /// <summary>Images of class <paramref name="truth"/> that were taken for <paramref name="decision"/>.</summary>
    public int this[int truth, int decision] => Counts[truth * Classes + decision];

    /// <value>All images.</value>
    public int Count => Counts.Sum();

    /// <value>Images on the diagonal.</value>
    public int Correct => Enumerable.Range(0, Classes).Sum(k => this[k, k]);

    /// <value>Right decisions among all, in [0, 1]; NaN without images.</value>
    public double Accuracy => Count == 0 ? double.NaN : (double)Correct / Count;

    /// <summary>The two-by-two table of one class against the rest.</summary>
    public BinaryConfusion Versus(int positive)
    {
        var hits = this[positive, positive];
        var called = Enumerable.Range(0, Classes).Sum(truth => this[truth, positive]);
        var present = Enumerable.Range(0, Classes).Sum(decision => this[positive, decision]);
        return new BinaryConfusion(hits, called - hits, Count - called - present + hits, present - hits);
    }
}
