using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>Images a second of feature extraction by one backbone, decoding and store included, beside its limits and beside what an ML.NET user would write.</summary>
internal static class ExtractionBenchmark
{
    private const int Images = 600;

    public static async Task<int> RunAsync(string folder, string backbonePath, int rounds)
    {
        using var work = PrivateFolder.Create();
        var images = BenchmarkImages.Copies(folder, Images, work);
        byte[][] encoded = [.. images.Select(static i => File.ReadAllBytes(i.Path))];
        var threads = Environment.ProcessorCount;
        var turns = await ExtractionTurns.RunAsync(backbonePath, images, encoded, rounds, together: true);

        Console.WriteLine($"{Images} images of {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}, {Path.GetFileName(backbonePath)}, batches of {ExtractionTurns.Batch}, {threads} workers; {rounds} rounds in turns, medians; {MachineLoad.Now}");
        foreach (var name in turns.Names)
            Console.WriteLine(FormattableString.Invariant($"{name,-48} {turns.Rate(name),8:0.0} images/s   ours / this {turns.Ratio(ExtractionTurns.Ours, name, static f => f.Rate):0.00}"));
        return 0;
    }
}
