using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Features;

/// <summary>
/// Runs a backbone over images and puts the features into the store. Every worker decodes its own batch and runs the network on one
/// thread: so the processors never wait for each other, which beats one session with many threads. Memory is that of a batch a worker.
/// </summary>
/// <param name="model">The graph.</param>
/// <param name="store">Where the vectors go, batch by batch: a killed run loses one batch a worker.</param>
/// <param name="options">Batch size, workers, limits.</param>
internal sealed class FeatureExtractor(FeatureModel model, FeatureStore store, ExtractionOptions options) : IDisposable
{
    private readonly int area = model.InputSize * model.InputSize;

    // Opened when there is something to compute, and kept: whoever comes with images chunk by chunk opens it once.
    private InferenceSession? session;

    /// <summary>Which of the images, given by their SHA-256 in hex, would have to be computed.</summary>
    public HashSet<string> Missing(IEnumerable<string> images) => store.Missing(images);

    /// <returns>The images that could not be read or changed meanwhile, with the reason.</returns>
    public IReadOnlyList<(ImageFile Image, string Problem)> Run(
        IReadOnlyList<ImageFile> images, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var problems = new ConcurrentBag<(ImageFile, string)>();
        var missing = store.Missing(images.Select(static i => i.Sha256));
        var todo = images.Where(i => missing.Remove(i.Sha256)).ToList();
        var done = images.Count - todo.Count;
        progress?.Report(done);
        if (todo.Count == 0) return [];

        var network = session ??= Sessions.Create(model.Graph, threads: 1);
        try
        {
            Parallel.ForEach(
                Partitioner.Create(todo.Chunk(options.BatchSize), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken },
                () => new float[options.BatchSize * area],
                (batch, _, pixels) =>
                {
                    var read = Prepare(batch, pixels, problems);
                    if (read.Count > 0) store.Add(Extract(network, read, pixels));
                    progress?.Report(Interlocked.Add(ref done, batch.Length));
                    return pixels;
                },
                static _ => { });
        }
        catch (AggregateException e)
        {
            // Every worker meets a full disk; one telling of it will do.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return [.. problems.OrderBy(static p => p.Item1.Path, StringComparer.Ordinal)];
    }

    public void Dispose() => session?.Dispose();

    private List<ImageFile> Prepare(ImageFile[] batch, float[] pixels, ConcurrentBag<(ImageFile, string)> problems)
    {
        var read = new List<ImageFile>(batch.Length);
        foreach (var image in batch)
        {
            try
            {
                PixelRecipe.Prepare(image.Read(options.Images), model.InputSize, pixels.AsSpan(read.Count * area, area), options.Images);
                read.Add(image);
            }
            catch (UnreadableImageException e)
            {
                problems.Add((image, e.Message));
            }
        }

        return read;
    }

    private List<(string, float[])> Extract(InferenceSession network, List<ImageFile> read, float[] pixels)
    {
        // Always a whole batch, whatever fills its end: sums run in another order in a batch of another size, and a vector's last bits must not
        // tell what else was missing when it was computed.
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, pixels.AsMemory(), [options.BatchSize, 1, model.InputSize, model.InputSize]);
        using var run = new RunOptions();
        using var outputs = network.Run(run, [FeatureGraph.Pixels], [input], [FeatureGraph.Features]);
        var features = outputs[0].GetTensorDataAsSpan<float>();
        var rows = new List<(string, float[])>(read.Count);
        for (var i = 0; i < read.Count; i++) rows.Add((read[i].Sha256, features.Slice(i * model.Width, model.Width).ToArray()));
        return rows;
    }
}
