using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Features;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>The limit: ONNX Runtime on tensors that are already in memory.</summary>
internal static class BareSession
{
    public static double Throughput(FeatureModel model, int images, int batch, int workers, int threads)
    {
        using var session = Sessions.Create(model.Graph, threads);
        var area = model.InputSize * model.InputSize;
        var random = new Random(1);
        var pixels = Enumerable.Range(0, workers)
            .Select(_ => Enumerable.Range(0, batch * area).Select(_ => 255 * random.NextSingle()).ToArray())
            .ToArray();
        var batches = (images + batch - 1) / batch;
        var next = -1;
        var watch = Stopwatch.StartNew();
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            using var options = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, pixels[worker].AsMemory(), [batch, 1, model.InputSize, model.InputSize]);
            while (Interlocked.Increment(ref next) < batches)
            {
                using var outputs = session.Run(options, ["pixels"], [input], ["features"]);
            }
        });
        return batches * batch / watch.Elapsed.TotalSeconds;
    }
}
