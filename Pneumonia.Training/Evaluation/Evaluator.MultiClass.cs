namespace Pneumonia.Training.Evaluation;

public static partial class Evaluator
{
    /// <summary>Measures K probabilities against one class out of K.</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <param name="classes">K names.</param>
    /// <param name="decisions">[N], the classes decided for, each in 0…K−1; where empty, the class of the highest probability.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">How; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <param name="cancellation">Looked at before each bootstrap replicate.</param>
    /// <exception cref="ArgumentException">Lengths differ, labels or probabilities are out of range, or an option is.</exception>
    public static MultiClassEvaluation MultiClass(
        ScoreMatrix probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string> classes,
        ReadOnlySpan<int> decisions = default,
        IReadOnlyList<string>? patients = null,
        EvaluationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        Metrics.CheckMultiClass(probabilities, labels);
        Check.SameLength(classes.Count, probabilities.Classes, nameof(classes));
        Check.Patients(patients, labels.Length);
        var settings = (options ?? EvaluationOptions.Default).Validated();

        var decided = decisions.IsEmpty ? Metrics.Decisions(probabilities) : decisions.ToArray();
        var confusion = Metrics.Confusion(decided, labels, probabilities.Classes);
        var (accuracy, macroRecall) = Bootstrap(decided, labels.ToArray(), probabilities.Classes, patients, settings, cancellation);

        var each = new ClassEvaluation[classes.Count];
        for (var k = 0; k < each.Length; k++)
        {
            var binary = Columns.OneVersusRest(labels, k);
            var column = probabilities.Column(k);
            var c = confusion.Versus(k);
            each[k] = new ClassEvaluation(
                classes[k],
                c.Positives,
                c,
                new Estimate(Metrics.RocAuc(column, binary), AucInterval(column, binary, settings)),
                Rate(c.TruePositives, c.Positives, settings),
                Rate(c.TruePositives, c.TruePositives + c.FalsePositives, settings));
        }

        return new MultiClassEvaluation
        {
            Count = labels.Length,
            Patients = CountPatients(patients, labels.Length),
            Confusion = confusion,
            Accuracy = Rate(confusion.Correct, confusion.Count, settings, accuracy),
            MacroRecall = new Estimate(MacroRecall(confusion), null, macroRecall),
            MacroF1 = Metrics.MeanOfKnown(each.Select(e => e.Confusion.F1)),
            MacroAuc = Metrics.MeanOfKnown(each.Select(e => e.Auc.Value)),
            Brier = Metrics.Brier(probabilities, labels),
            LogLoss = Metrics.LogLoss(probabilities, labels),
            Reliability = ReliabilityCurve.CreateTopLabel(probabilities, labels, settings.Bins, settings.Binning, settings.Confidence),
            Classes = [.. each],
        };
    }

    private static (Interval? Accuracy, Interval? MacroRecall) Bootstrap(
        int[] decided, int[] labels, int classes, IReadOnlyList<string>? patients, EvaluationOptions options, CancellationToken cancellation)
    {
        if (options.BootstrapReplicates == 0)
            return (null, null);
        var found = PatientBootstrap.Intervals(labels.Length, patients, 2, Measure, options.Seed, options.BootstrapReplicates, options.Confidence, cancellation);
        return (found[0], found[1]);

        void Measure(ReadOnlySpan<int> rows, Span<double> values)
        {
            var counts = new int[classes * classes];
            foreach (var row in rows)
                counts[labels[row] * classes + decided[row]]++;
            var confusion = new ClassConfusion([.. counts], classes);
            (values[0], values[1]) = (confusion.Accuracy, MacroRecall(confusion));
        }
    }

    private static double MacroRecall(ClassConfusion confusion)
        => Metrics.MeanOfKnown(Enumerable.Range(0, confusion.Classes).Select(k => confusion.Versus(k).Recall));
}
