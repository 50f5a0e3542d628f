using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Benchmarks.Micro;

/// <summary>From files to a square of greys, by all processors: ML.NET shares the rows of a cursor among them by itself, and can't be told not to.</summary>
public class DecodeBenchmarks
{
    // Benchmarks run inside this process; BenchmarkDotNet makes the instances itself.
    internal static AllInputs.ImageSet? Images { get; set; }

    internal static int Side { get; set; }

    private readonly MLContext ml = new(1);
    private readonly AllInputs.ImageSet images = Images!;
    private ITransformer? stock;

    /// <summary>The stock pipeline.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var pipeline = ml.Transforms.LoadImages("image", "", nameof(StockModel.Row.Path))
            .Append(ml.Transforms.ResizeImages("image", Side, Side, "image", ImageResizingEstimator.ResizingKind.Fill))
            .Append(ml.Transforms.ExtractPixels(nameof(StockModel.Answer.Values), "image", colorsToExtract: ImagePixelExtractingEstimator.ColorBits.Red));
        stock = pipeline.Fit(ml.Data.LoadFromEnumerable(Array.Empty<StockModel.Row>()));
    }

    /// <summary>The recipe.</summary>
    [Benchmark]
    public void Ours() => Parallel.ForEach(images.Paths, static () => new float[Side * Side], static (path, _, pixels) =>
    {
        PixelRecipe.Prepare(File.ReadAllBytes(path), Side, pixels);
        return pixels;
    }, static _ => { });

    /// <summary>libjpeg alone.</summary>
    [Benchmark]
    public void Bare() => Parallel.ForEach(images.Bytes, static image => BareNetwork.Decode(image, Side));

    /// <summary>ML.NET's transforms.</summary>
    [Benchmark]
    public int Stock()
    {
        var rows = stock!.Transform(ml.Data.LoadFromEnumerable(images.Paths.Select(static p => new StockModel.Row { Path = p })));
        using var cursor = rows.GetRowCursor([rows.Schema[nameof(StockModel.Answer.Values)]]);
        var getter = cursor.GetGetter<VBuffer<float>>(rows.Schema[nameof(StockModel.Answer.Values)]);
        VBuffer<float> values = default;
        var count = 0;
        while (cursor.MoveNext())
        {
            getter(ref values);
            count += values.Length > 0 ? 1 : 0;
        }

        return count;
    }
}
