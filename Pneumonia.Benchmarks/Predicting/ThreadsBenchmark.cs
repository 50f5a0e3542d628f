using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Predicting;

/// <summary>Many threads on one classifier: every answer must equal the single-threaded one.</summary>
internal static class ThreadsBenchmark
{
    private const int Threads = 8;
    private const int Each = 1000;

    public static int Run(string model, string folder)
    {
        var images = BenchmarkImages.In(folder).Take(100).Select(static i => File.ReadAllBytes(i.Path)).ToArray();
        using var classifier = PneumoniaClassifier.Load(model);
        var alone = images.Select(bytes => classifier.Predict(bytes).Probability).ToArray();
        var wrong = 0;
        var threads = Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                var k = (i + (t * 37)) % images.Length;
                if (classifier.Predict(images[k]).Probability != alone[k]) Interlocked.Increment(ref wrong);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Console.WriteLine($"{Threads} threads × {Each} predictions: {wrong} answers differ from the single-threaded ones");
        return wrong == 0 ? 0 : 1;
    }
}
