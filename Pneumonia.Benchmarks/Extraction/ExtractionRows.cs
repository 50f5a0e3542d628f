using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>Feature extraction for the table: two limits (the network alone; libjpeg and the network), and ML.NET's stock pipeline.</summary>
internal static class ExtractionRows
{
    private const int Batch = 8;
    private const string Ours = "ours";
    private const string Network = "bare ONNX Runtime on ready tensors";
    private const string Both = "bare libjpeg + ONNX Runtime";
    private const string Stock = "LoadImages → … → ApplyOnnxModel";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        var embedded = inputs.File("chest.onnx");
        await File.WriteAllBytesAsync(embedded, EmbeddedBackbone.Instance.Load());
        var rows = new List<Row>();
        foreach (var path in inputs.Options.Backbones.Prepend(embedded))
        {
            rows.AddRange(await RunAsync(inputs, inputs.Small, "small", path));
            rows.AddRange(await RunAsync(inputs, inputs.Large, "full resolution", path));
        }

        return rows;
    }

    private static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs, AllInputs.ImageSet images, string size, string path)
    {
        var graph = BackboneGraph.Read(await File.ReadAllBytesAsync(path));
        var model = new FeatureModel(graph.ToFeatureModel(), graph.Input.Side, graph.FeatureWidth, graph.Key);
        using var bare = new BareNetwork(model.Graph, model.InputSize, "features", threads: 1);
        var hashed = images.Hashed();
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            new Contender(Ours, () => Task.FromResult(new Figures(ExtractionBenchmark.Ours(model, hashed)))),
            Contender.Repeat(Network, TimeSpan.Zero, () => bare.RunAll(images.Bytes, Batch, Environment.ProcessorCount, decode: false)),
            Contender.Repeat(Both, TimeSpan.Zero, () => bare.RunAll(images.Bytes, Batch, Environment.ProcessorCount, decode: true)),
            new Contender(Stock, () => Task.FromResult(new Figures(StockPipeline.Throughput(hashed, path, graph)))));
        var what = $"extraction, {Path.GetFileNameWithoutExtension(path)}, {size}";
        return [Row.Of(what, turns, Network, Stock, "images/s"), Row.Of($"{what}, decoding in the limit", turns, Both, null, "images/s")];
    }
}
