using System.Diagnostics;
using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Benchmarks.Endurance;

/// <summary>
/// Everything at once in one process for as long as one likes: small models are trained and swapped into a service that answers meanwhile, classifiers
/// are loaded and freed on both roads. Every half minute the process is looked at, at rest; at the end slopes say what grows.
/// </summary>
/// <param name="trains">False leaves training out, and with it the swaps: requests and loads alone.</param>
internal sealed class Soak(bool trains) : IDisposable
{
    private const int Workers = 3;
    private const double WarmUpShare = 1 / 6.0;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly string temporary = Directory.CreateTempSubdirectory("soak-").FullName;
    private readonly Pause pause = new(Workers);
    private readonly List<ProcessSample> samples = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int asked, refused, trainings, loads;

    public static async Task<int> RunAsync(double minutes, string model, bool trains)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("soak reads /proc: it needs Linux.");
            return 2;
        }

        using var soak = new Soak(trains);
        return await soak.RunAsync(TimeSpan.FromMinutes(minutes), model);
    }

    public void Dispose()
    {
        pause.Dispose();
        Directory.Delete(temporary, recursive: true);
    }

    private async Task<int> RunAsync(TimeSpan length, string first)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(temporary, "scratch")).FullName;
        var set = await SyntheticRadiographs.WriteAsync(Path.Combine(scratch, "set"), new SyntheticOptions { Patients = 80, ImagesPerPatient = 2, Size = 128 });
        var images = set.Images.Take(16).Select(i => File.ReadAllBytes(Path.Combine(set.Folder, i.Path))).ToArray();
        // Whatever this process and its libraries leave in the temporary folder is ours to count.
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(temporary, "tmp")).FullName);
        var served = Path.Combine(scratch, "served.zip");
        File.Copy(first, served);

        var training = new SoakTraining(set.Folder, scratch);
        Console.WriteLine($"{length.TotalMinutes:0} minutes, {set.Images.Count} synthetic images; {(!trains ? "no training" : training.UsesTorch ? "libtorch takes part" : "libtorch does not load here and takes no part")}");
        await using (var service = await SoakService.StartAsync(served))
        {
            await Task.WhenAll(
                RepeatAsync(trains ? length : TimeSpan.Zero, async () =>
                {
                    File.Move(await training.TrainAsync(), served, overwrite: true);
                    trainings++;
                }),
                RepeatAsync(length, async () =>
                {
                    refused += await service.AskAsync(images);
                    asked += images.Length + 1;
                    await Task.Delay(20);
                }),
                RepeatAsync(length, () => Task.Run(() => LoadBoth(served, images))),
                SampleAsync(length));
            Console.WriteLine($"{trainings} trainings, {service.Swaps} swaps, {asked} requests, {refused} of them not answered with 200, {loads} loads on both roads");
        }

        return Judge(length);
    }

    private async Task RepeatAsync(TimeSpan length, Func<Task> turn)
    {
        while (watch.Elapsed < length) await pause.WorkAsync(() => Task.Run(turn));
    }

    private void LoadBoth(string served, byte[][] images)
    {
        using (var classifier = PneumoniaClassifier.Load(served)) classifier.PredictBatch(images);

        var ml = new MLContext(1);
        var transformer = ml.LoadPneumonia(served);
        using var owned = transformer as IDisposable;
        using (var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer, new PredictionEngineOptions { OwnsTransformer = false }))
            engine.Predict(new ModelInput { ImageSource = images[loads % images.Length] });
        loads++;
    }

    private async Task SampleAsync(TimeSpan length)
    {
        while (watch.Elapsed + Interval < length)
        {
            await Task.Delay(Interval);
            await pause.RestAsync(() => samples.Add(ProcessSample.Take(watch.Elapsed.TotalMinutes, Path.Combine(temporary, "tmp"))));
            Console.WriteLine($"{samples[^1]}  ({trainings} trainings, {asked} requests)");
        }
    }

    private int Judge(TimeSpan length)
    {
        var warm = samples.Where(s => s.Minutes >= length.TotalMinutes * WarmUpShare).ToArray();
        (string Name, Func<ProcessSample, double> Of)[] figures =
        [
            ("handles", static s => s.Handles), ("threads", static s => s.Threads), ("managed MiB", static s => s.Managed),
            ("resident MiB", static s => s.Resident), ("native MiB", static s => s.Native), ("malloc MiB", static s => s.Malloc),
        ];
        var trends = figures.Where(f => warm.All(s => double.IsFinite(f.Of(s)))).Select(f => Trend.Of(f.Name, [.. warm.Select(s => (s.Minutes, f.Of(s)))])).ToArray();
        var left = Directory.EnumerateFileSystemEntries(Path.Combine(temporary, "tmp")).Count();
        Console.WriteLine(FormattableString.Invariant($"{warm.Length} samples after a warm-up of {length.TotalMinutes * WarmUpShare:0.#} minutes; flat means within ±{100 * Trend.Allowed:0}% by the median slope:"));
        foreach (var trend in trends) Console.WriteLine(trend);
        Console.WriteLine($"left in the temporary folder at the end: {left}");
        return refused == 0 && left == 0 && trends.All(static t => t.IsFlat) ? 0 : 1;
    }
}
