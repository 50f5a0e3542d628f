using System.Diagnostics;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>Feature extraction in turns with its two limits, the network alone and libjpeg before it, and with ML.NET's stock pipeline.</summary>
internal static class ExtractionTurns
{
    public const string Ours = "ours";
    public const string Network = "bare ONNX Runtime on ready tensors";
    public const string Both = "bare libjpeg + ONNX Runtime";
    public const string Stock = "LoadImages → … → ApplyOnnxModel";
    public const int Batch = 8;

    /// <param name="backbonePath">The backbone.</param>
    /// <param name="images">All different to the store.</param>
    /// <param name="encoded">Their bytes, for the limits.</param>
    /// <param name="rounds">That count.</param>
    /// <param name="together">Whether one bare network whose threads share each batch takes part as well: the way that was not taken.</param>
    public static async Task<Turns> RunAsync(
        string backbonePath, IReadOnlyList<ImageFile> images, byte[][] encoded, int rounds, bool together = false)
    {
        var graph = BackboneGraph.Read(await File.ReadAllBytesAsync(backbonePath));
        var model = new FeatureModel(graph.ToFeatureModel(), graph.Input.Side, graph.FeatureWidth, graph.Key);
        var threads = Environment.ProcessorCount;
        using var bare = new BareNetwork(model.Graph, model.InputSize, FeatureGraph.Features, threads: 1);
        using var shared = together ? new BareNetwork(model.Graph, model.InputSize, FeatureGraph.Features, threads) : null;
        return await Turns.RunAsync(
            rounds,
            [
                new Contender(Ours, () => Task.FromResult(new Figures(Extract(model, images)))),
                Contender.Repeat(Network, TimeSpan.Zero, () => bare.RunAll(encoded, Batch, threads, decode: false)),
                Contender.Repeat(Both, TimeSpan.Zero, () => bare.RunAll(encoded, Batch, threads, decode: true)),
                new Contender(Stock, () => Task.FromResult(new Figures(StockPipeline.Throughput(images, backbonePath, graph)))),
                .. shared is null ? Array.Empty<Contender>() : [Contender.Repeat($"bare ONNX Runtime, {threads} threads on each batch", TimeSpan.Zero, () => shared.RunAll(encoded, Batch, workers: 1, decode: false))],
            ]);
    }

    // Images a second once it runs: opening the network, once a run, is over after the first batches, which are not counted.
    private static double Extract(FeatureModel model, IReadOnlyList<ImageFile> images)
    {
        var begun = Math.Min(Batch * Environment.ProcessorCount, images.Count / 2);
        using var folder = PrivateFolder.Create();
        using var database = StoreDatabase.Open(folder.File("store.db"));
        using var extractor = new FeatureExtractor(model, new FeatureStore(database, model.Key, model.Width), new ExtractionOptions { BatchSize = Batch });
        extractor.Run([.. images.Take(begun)], progress: null, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        extractor.Run([.. images.Skip(begun)], progress: null, CancellationToken.None);
        return (images.Count - begun) / watch.Elapsed.TotalSeconds;
    }
}
