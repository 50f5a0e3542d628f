using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>What an ML.NET user would write: LoadImages → ResizeImages → ExtractPixels → ApplyOnnxModel.</summary>
internal static class StockPipeline
{
    public static double Throughput(IReadOnlyList<ImageFile> images, string backbonePath, BackboneGraph graph)
    {
        using var folder = PrivateFolder.Create();
        var ml = new MLContext(1) { TempFilePath = folder.Path };
        var side = graph.Input.Side;
        var input = graph.Input.Name;
        var rows = ml.Data.LoadFromEnumerable(images.Select(static i => new Row { Path = i.Path }));
        var pipeline = ml.Transforms.LoadImages("image", "", nameof(Row.Path))
            .Append(ml.Transforms.ResizeImages("image", side, side, "image", ImageResizingEstimator.ResizingKind.Fill))
            .Append(ml.Transforms.ExtractPixels(
                input, "image",
                colorsToExtract: graph.Input.Channels == 1 ? ImagePixelExtractingEstimator.ColorBits.Red : ImagePixelExtractingEstimator.ColorBits.Rgb,
                interleavePixelColors: false, offsetImage: 0, scaleImage: graph.Input.Channels == 1 ? 1 : 1 / 255f))
            .Append(ml.Transforms.ApplyOnnxModel(["features"], [input], backbonePath));
        var transformer = pipeline.Fit(rows);
        try
        {
            var watch = Stopwatch.StartNew();
            var count = ml.Data.CreateEnumerable<Features>(transformer.Transform(rows), reuseRowObject: true).Count(static f => f.Values.Length > 0);
            return count / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            (transformer as IDisposable)?.Dispose();
        }
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";
    }

    private sealed class Features
    {
        [ColumnName("features")]
        public float[] Values { get; set; } = [];
    }
}
