using Pneumonia.Benchmarks.Measuring;
using System.Diagnostics;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>Peak memory of feature extraction: it must not grow with the number of images.</summary>
internal static class MemoryBenchmark
{
    public static int Run(string folder, string backbonePath, int count)
    {
        using var work = PrivateFolder.Create();
        var images = BenchmarkImages.Copies(folder, count, work);
        var graph = BackboneGraph.Read(File.ReadAllBytes(backbonePath));
        var model = new FeatureModel(graph.ToFeatureModel(), graph.Input.Side, graph.FeatureWidth, graph.Key);
        using var database = StoreDatabase.Open(work.File("store.db"));
        using var extractor = new FeatureExtractor(model, new FeatureStore(database, model.Key, model.Width), new ExtractionOptions());
        extractor.Run(images, null, CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant(
            $"{count} images: peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB, managed {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB at the end"));
        return 0;
    }
}
