using Microsoft.ML;
using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Training.Engines.FrozenFeatures;

namespace Pneumonia.Benchmarks.Learning;

/// <summary>One linear head beside ML.NET's trainer as it comes, on the same columns. Ours standardises them, weighs the classes and folds both into the weights.</summary>
internal static class HeadRows
{
    private const string Stock = "LbfgsLogisticRegression";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        var columns = new FeatureColumns(width: 512);
        int[] rows = [.. Enumerable.Range(0, FeatureColumns.Rows)];
        var ml = new MLContext(1);
        var view = columns.View(ml);
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            Contender.Repeat("ours", inputs.Options.Turn, () =>
            {
                HeadTrainer.Train(columns.Matrix, columns.Targets, rows, new HeadOptions(L2: 1, ClassBalance: 1), 1, CancellationToken.None);
                return 1;
            }),
            Contender.Repeat(Stock, inputs.Options.Turn, () =>
            {
                ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(view);
                return 1;
            }));
        return [Row.Of($"one head, {rows.Length} × {columns.Matrix.Width}", turns, null, Stock, "ms")];
    }
}
