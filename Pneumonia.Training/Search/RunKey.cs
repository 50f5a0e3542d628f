using System.Security.Cryptography;
using System.Text;
using Pneumonia.Training.Data;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Search;

/// <summary>
/// Names everything that must be equal for a trial's result to hold again: the training rows in their order, their labels, the folds, and
/// how trials are scored. Not how the rows came about: a renamed file that changes the order changes the name, a moved folder doesn't.
/// </summary>
internal static class RunKey
{
    // Counts up whenever the same trial on the same rows would give another result.
    private const int Version = 3;

    /// <param name="options">Seed and metric.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="images">All images of the run, by row.</param>
    public static string Of(TrainingOptions options, TrainingRows train, IReadOnlyList<ImageFile> images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Line(FormattableString text) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text) + "\n"));

        Line($"{Version} {options.Seed} {options.Metric} {train.Task}");
        if (options.Metric == SearchMetric.SpecificityAtRecall) Line($"{options.TargetRecall:R}");
        foreach (var name in train.Classes) Line($"{name.Length} {name}");
        for (var i = 0; i < train.Count; i++) Line($"{images[train.Rows[i]].Sha256} {string.Join(',', train.Samples[i].Labels)}");
        foreach (var fold in train.Folds) Line($"{string.Join(',', fold)}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
