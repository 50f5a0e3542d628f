using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>A one-channel graph in the pipeline that every ML.NET tutorial shows: LoadImages → ResizeImages → ExtractPixels → ApplyOnnxModel.</summary>
internal sealed class StockModel : IDisposable
{
    private readonly MLContext ml = new(1);
    private readonly ITransformer transformer;

    public StockModel(string graphPath, int side, string output)
    {
        var pipeline = ml.Transforms.LoadImages("image", "", nameof(Row.Path))
            .Append(ml.Transforms.ResizeImages("image", side, side, "image", ImageResizingEstimator.ResizingKind.Fill))
            .Append(ml.Transforms.ExtractPixels("pixels", "image", colorsToExtract: ImagePixelExtractingEstimator.ColorBits.Red))
            .Append(ml.Transforms.ApplyOnnxModel([output], ["pixels"], graphPath))
            .Append(ml.Transforms.CopyColumns(nameof(Answer.Values), output));
        transformer = pipeline.Fit(ml.Data.LoadFromEnumerable(Array.Empty<Row>()));
    }

    public PredictionEngine<Row, Answer> Engine()
        => ml.Model.CreatePredictionEngine<Row, Answer>(transformer, new PredictionEngineOptions { OwnsTransformer = false });

    /// <returns>How many images were answered.</returns>
    public int RunAll(IEnumerable<string> paths)
    {
        var rows = transformer.Transform(ml.Data.LoadFromEnumerable(paths.Select(static p => new Row { Path = p })));
        return ml.Data.CreateEnumerable<Answer>(rows, reuseRowObject: true).Count(static a => a.Values.Length > 0);
    }

    public void Dispose() => (transformer as IDisposable)?.Dispose();

    internal sealed class Row
    {
        public string Path { get; set; } = "";
    }

    internal sealed class Answer
    {
        public float[] Values { get; set; } = [];
    }
}
