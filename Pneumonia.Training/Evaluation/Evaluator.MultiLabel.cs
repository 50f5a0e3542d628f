namespace Pneumonia.Training.Evaluation;

public static partial class Evaluator
{
    /// <summary>Measures K probabilities against any number of K labels.</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N, K] row-major, 0 or 1.</param>
    /// <param name="names">K names.</param>
    /// <param name="thresholds">K thresholds; probabilities at or above a label's own are called positive.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">How; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <param name="cancellation">Looked at before each bootstrap replicate.</param>
    /// <exception cref="ArgumentException">Lengths differ, labels or probabilities are out of range, or an option is.</exception>
    public static MultiLabelEvaluation MultiLabel(
        ScoreMatrix probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string> names,
        IReadOnlyList<float> thresholds,
        IReadOnlyList<string>? patients = null,
        EvaluationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(thresholds);
        Check.SameLength(labels.Length, probabilities.Values.Length, nameof(labels));
        Check.SameLength(names.Count, probabilities.Classes, nameof(names));
        Check.SameLength(thresholds.Count, probabilities.Classes, nameof(thresholds));
        var settings = (options ?? EvaluationOptions.Default).Validated();

        var each = new LabelEvaluation[names.Count];
        for (var k = 0; k < each.Length; k++)
        {
            var truth = Columns.Of(labels, k, names.Count);
            each[k] = new LabelEvaluation(
                names[k], Binary(probabilities.Column(k), truth, thresholds[k], patients, settings, cancellation));
        }

        var (exact, wrong) = Count(probabilities, labels, thresholds);
        return new MultiLabelEvaluation
        {
            Count = probabilities.Rows,
            Patients = CountPatients(patients, probabilities.Rows),
            Labels = [.. each],
            MacroAuc = Metrics.MeanOfKnown(each.Select(label => label.Evaluation.Auc.Value)),
            MacroAveragePrecision = Metrics.MeanOfKnown(each.Select(label => label.Evaluation.AveragePrecision.Value)),
            MacroF1 = Metrics.MeanOfKnown(each.Select(label => label.Evaluation.OperatingPoint.F1.Value)),
            ExactMatch = Rate(exact, probabilities.Rows, settings),
            HammingLoss = (double)wrong / labels.Length,
        };
    }

    private static (int Exact, long Wrong) Count(ScoreMatrix probabilities, ReadOnlySpan<int> labels, IReadOnlyList<float> thresholds)
    {
        var exact = 0;
        long wrong = 0;
        for (var i = 0; i < probabilities.Rows; i++)
        {
            var wrongHere = 0;
            for (var k = 0; k < probabilities.Classes; k++)
                if (probabilities[i, k] >= thresholds[k] != (labels[i * probabilities.Classes + k] == 1))
                    wrongHere++;
            exact += wrongHere == 0 ? 1 : 0;
            wrong += wrongHere;
        }
        return (exact, wrong);
    }
}
