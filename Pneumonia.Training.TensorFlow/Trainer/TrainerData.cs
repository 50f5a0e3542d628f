using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model.Inference;
using Pneumonia.Model.MLNet;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>Images as the trainer wants them: a variable vector of bytes and a key. They are decoded as they are asked for, so memory stays flat.</summary>
internal static class TrainerData
{
    public const string Label = "Label";
    public const string PredictedLabel = "PredictedLabel";

    private const string ClassName = "ClassName";

    /// <param name="ml">The context.</param>
    /// <param name="job">Classes, network, limits and threads.</param>
    /// <param name="images">In the order in which they are given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IDataView View(MLContext ml, TrainerJob job, IReadOnlyList<LabelledImage> images, CancellationToken cancellationToken)
    {
        var rows = ml.Data.LoadFromEnumerable(Rows(job, images, cancellationToken));
        // The key's values in our order, not in that of the rows: share k is that of class k.
        var classes = ml.Data.LoadFromEnumerable(job.Classes.Select(static name => new NameRow { ClassName = name }));
        return ml.Transforms.Conversion.MapValueToKey(Label, ClassName, keyData: classes).Fit(rows).Transform(rows);
    }

    /// <summary>Key → class name, behind a trained transformer.</summary>
    public static ITransformer WithNames(MLContext ml, ITransformer trained, IDataView data)
    {
        var names = ml.Transforms.Conversion.MapKeyToValue(PredictedLabel).Fit(trained.Transform(data));
        return new TransformerChain<ITransformer>(trained, names);
    }

    private static IEnumerable<ExampleRow> Rows(TrainerJob job, IReadOnlyList<LabelledImage> images, CancellationToken cancellationToken)
    {
        var side = NetworkFacts.Of(job.Settings.Architecture).Side;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = job.Threads, CancellationToken = cancellationToken };
        foreach (var chunk in images.Chunk(job.Threads * 4))
        {
            var rows = new ExampleRow[chunk.Length];
            Parallel.For(0, chunk.Length, parallel, i => rows[i] = new ExampleRow
            {
                Features = SquareJpeg.Encode(chunk[i].Image.Require(job.Limits), side, job.Limits),
                ClassName = job.Classes[chunk[i].Class],
            });
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row;
            }
        }
    }

    private sealed class ExampleRow
    {
        [ColumnName(JpegRow.Column)]
        public byte[] Features { get; set; } = [];

        public string ClassName { get; set; } = "";
    }

    private sealed class NameRow
    {
        public string ClassName { get; set; } = "";
    }
}
