using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Pneumonia.Model;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>
/// Linear heads by ML.NET's L-BFGS: logistic regression (binary; one a label for multi-label) and maximum entropy (multi-class). Linear,
/// because only then is the class activation map exact and the whole model one small graph.
/// </summary>
internal static class HeadTrainer
{
    // One thread each (see NumberOfThreads below): folds and trials run side by side, and the order of sums, so the last bit, is kept.
    private const float Tolerance = 1e-6f;

    /// <param name="features">Features of all images.</param>
    /// <param name="targets">Labels of all images.</param>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="options">Hyperparameters.</param>
    /// <param name="seed">Seed of ML.NET's context; L-BFGS itself draws nothing.</param>
    /// <param name="cancellationToken">Looked at between the passes over the rows.</param>
    public static LinearFunction Train(
        FeatureMatrix features, Targets targets, IReadOnlyList<int> rows, HeadOptions options, int seed, CancellationToken cancellationToken)
    {
        var standard = Standardisation.Fit(features, rows);
        var vectors = rows.Select(r => standard.Apply(features.Row(r))).ToArray();
        var ml = new MLContext(seed);
        return targets.Task == ClassificationTask.MultiClass
            ? MultiClass(ml, vectors, targets, rows, options, standard, cancellationToken)
            : LinearFunction.Join(Enumerable.Range(0, targets.Outputs).Select(k => Binary(ml, vectors, targets, rows, k, options, standard, cancellationToken)));
    }

    private static LinearFunction Binary(
        MLContext ml, float[][] vectors, Targets targets, IReadOnlyList<int> rows, int output, HeadOptions options, Standardisation standard,
        CancellationToken cancellationToken)
    {
        var positives = rows.Count(r => targets.IsOn(r, output));
        var weights = ClassWeights([rows.Count - positives, positives], options.ClassBalance);
        var data = rows.Select((r, i) => new BinaryRow
        {
            Features = vectors[i],
            Label = targets.IsOn(r, output),
            Weight = weights[targets.IsOn(r, output) ? 1 : 0],
        });
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = (float)options.L2,
            OptimizationTolerance = Tolerance,
            DenseOptimizer = true,
            NumberOfThreads = 1,
            ExampleWeightColumnName = nameof(BinaryRow.Weight),
        });
        var model = trainer.Fit(View(ml, data, vectors[0].Length, cancellationToken)).Model.SubModel;
        var (folded, bias) = standard.Fold(model.Weights.ToArray(), model.Bias);
        return new LinearFunction([.. folded], [bias]);
    }

    private static LinearFunction MultiClass(
        MLContext ml, float[][] vectors, Targets targets, IReadOnlyList<int> rows, HeadOptions options, Standardisation standard,
        CancellationToken cancellationToken)
    {
        var counts = Enumerable.Range(0, targets.Outputs).Select(k => rows.Count(r => targets.IsOn(r, k))).ToArray();
        var weights = ClassWeights(counts, options.ClassBalance);
        var data = rows.Select((r, i) => new MultiClassRow
        {
            Features = vectors[i],
            // From 0: ML.NET itself adds the 1 by which its keys begin.
            Label = (uint)targets.Class(r),
            Weight = weights[targets.Class(r)],
        });
        var view = View(ml, data, vectors[0].Length, cancellationToken, new KeyDataViewType(typeof(uint), targets.Outputs));
        var trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = (float)options.L2,
            OptimizationTolerance = Tolerance,
            DenseOptimizer = true,
            NumberOfThreads = 1,
            ExampleWeightColumnName = nameof(BinaryRow.Weight),
        });
        var model = trainer.Fit(view).Model;
        VBuffer<float>[] columns = [];
        model.GetWeights(ref columns, out var classes);
        var biases = model.GetBiases().ToArray();
        return LinearFunction.Join(Enumerable.Range(0, classes).Select(k =>
        {
            var (folded, bias) = standard.Fold(columns[k].DenseValues().ToArray(), biases[k]);
            return new LinearFunction([.. folded], [bias]);
        }));
    }

    // n / (C · n_c), tempered by the exponent: 0 leaves every weight at 1.
    internal static ImmutableArray<float> ClassWeights(IReadOnlyList<int> counts, double balance)
    {
        var total = counts.Sum();
        return [.. counts.Select(c => c == 0 ? 1f : (float)Math.Pow((double)total / (counts.Count * c), balance))];
    }

    private static IDataView View<TRow>(MLContext ml, IEnumerable<TRow> rows, int width, CancellationToken cancellationToken, DataViewType? label = null)
        where TRow : class
    {
        var schema = SchemaDefinition.Create(typeof(TRow));
        schema[nameof(BinaryRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        if (label is not null) schema[nameof(BinaryRow.Label)].ColumnType = label;
        return ml.Data.LoadFromEnumerable(Passes(rows.ToArray(), cancellationToken), schema);
    }

    // ML.NET's trainers can't be told to stop, but they ask for the rows again and again: each pass is a moment to say so.
    private static IEnumerable<TRow> Passes<TRow>(TRow[] rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var row in rows) yield return row;
    }

    private sealed class BinaryRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }

    private sealed class MultiClassRow
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }

        public float Weight { get; set; }
    }
}
