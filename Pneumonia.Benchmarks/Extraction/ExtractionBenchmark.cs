using Pneumonia.Benchmarks.Measuring;
using System.Diagnostics;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>Images a second of feature extraction, beside its limit and beside what an ML.NET user would write.</summary>
internal static class ExtractionBenchmark
{
    private const int Batch = 8;

    private const int Images = 600;

    public static int Run(string folder, string backbonePath, int rounds)
    {
        using var work = PrivateFolder.Create();
        var images = BenchmarkImages.Copies(folder, Images, work);
        var graph = BackboneGraph.Read(File.ReadAllBytes(backbonePath));
        var model = new FeatureModel(graph.ToFeatureModel(), graph.Input.Side, graph.FeatureWidth, graph.Key);
        var threads = Environment.ProcessorCount;
        var contenders = new (string Name, Func<double> Run)[]
        {
            ($"bare session, {threads} threads", () => BareSession.Throughput(model, images.Count, Batch, workers: 1, threads)),
            ($"bare session, {threads} workers of 1 thread", () => BareSession.Throughput(model, images.Count, Batch, threads, threads: 1)),
            ("Pneumonia.MLNet, decoding and store included", () => Ours(model, images)),
            ("ML.NET stock pipeline, decoding included", () => StockPipeline.Throughput(images, backbonePath, graph)),
            ($"decoder alone, {threads} workers", () => ExtractionLimit.DecodingAlone(images, model.InputSize, threads)),
        };

        var results = contenders.ToDictionary(static c => c.Name, static _ => new List<double>());
        foreach (var (_, run) in contenders) run();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run) in contenders) results[name].Add(run());
        }

        var ours = Median(results[contenders[2].Name]);
        Console.WriteLine($"{images.Count} images of {Path.GetFileName(folder)}, {Path.GetFileName(backbonePath)}, batch {Batch}, {threads} processors, median of {rounds} rounds");
        foreach (var (name, values) in results)
        {
            Console.WriteLine(FormattableString.Invariant($"{name,-50} {Median(values),8:0.0} images/s   ours/this {ours / Median(values):0.00}"));
        }

        // Round by round: what else a shared machine does meets all contenders of a round alike.
        var network = results[contenders[1].Name];
        var shares = results[contenders[4].Name].Select((decoding, i) => results[contenders[2].Name][i] / ExtractionLimit.Together(decoding, network[i])).ToList();
        Console.WriteLine(FormattableString.Invariant($"limit: decoder and network one after the other, {threads} workers; ours/limit {Median(shares):0.00}"));
        return 0;
    }

    /// <summary>Images a second once it runs: opening the network, once a run, is over after the first batches, which are not counted.</summary>
    internal static double Ours(FeatureModel model, IReadOnlyList<ImageFile> images)
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
