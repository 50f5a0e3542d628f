using System.Diagnostics;
using System.Globalization;
using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Predicting;

/// <summary>What only a process of its own can tell: the time from its start to the first answer, and its peak memory after some more.</summary>
internal static class WholeProcess
{
    private const int More = 100;
    private const string Output = "probabilities";
    private const string Bare = "bare libjpeg + ONNX Runtime";
    private const string Stock = "PredictionEngine over LoadImages → … → ApplyOnnxModel";

    /// <summary>What the child does; two figures on standard output: milliseconds to the first answer, MiB at the peak.</summary>
    /// <param name="who">Who answers: ours, bare or stock.</param>
    /// <param name="model">A model .zip for ours, its graph for the others.</param>
    /// <param name="folder">Images.</param>
    /// <param name="side">Input size of the graph; ours knows it.</param>
    public static int Run(string who, string model, string folder, int side)
    {
        var paths = Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(More).ToArray();
        var (owner, predict) = who switch
        {
            "ours" => Ours(model),
            "bare" => BareOf(model, side),
            _ => StockOf(model, side),
        };
        using var owned = owner;
        predict(paths[0]);
        using var process = Process.GetCurrentProcess();
        var first = (TimeProvider.System.GetLocalNow() - new DateTimeOffset(process.StartTime)).TotalMilliseconds;
        foreach (var path in paths) predict(path);
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:0.0} {process.PeakWorkingSet64 / (double)(1 << 20):0.0}"));
        return 0;
    }

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds, Child("ours", "ours", inputs.Options.Model, inputs), Child(Bare, "bare", inputs.GraphPath, inputs), Child(Stock, "stock", inputs.GraphPath, inputs));
        return
        [
            Row.Of("cold start: from the process's beginning to the first answer", turns, Bare, Stock, "ms"),
            Row.OfSize($"peak memory of a process after {More} single predictions", turns, Bare, Stock, static f => f.PeakMiB, "MiB"),
        ];
    }

    private static Contender Child(string name, string who, string model, AllInputs inputs) => new(name, async () =>
    {
        using var child = ChildProcess.Start("whole", who, model, inputs.Small.Folder, inputs.Side.ToString(CultureInfo.InvariantCulture));
        var figures = await ChildProcess.FiguresAsync(child);
        await child.WaitForExitAsync();
        return new Figures(1000 / figures[0]) { PeakMiB = figures[1] };
    });

    private static (IDisposable, Action<string>) Ours(string model)
    {
        var classifier = PneumoniaClassifier.Load(model);
        return (classifier, path => classifier.Predict(path));
    }

    private static (IDisposable, Action<string>) BareOf(string graph, int side)
    {
        var bare = new BareNetwork(File.ReadAllBytes(graph), side, Output, Environment.ProcessorCount);
        var pixels = bare.Pixels(1);
        return (bare, path =>
        {
            BareNetwork.Decode(File.ReadAllBytes(path), side);
            bare.Run(pixels);
        });
    }

    private static (IDisposable, Action<string>) StockOf(string graph, int side)
    {
        var stock = new StockModel(graph, side, Output);
        var engine = stock.Engine();
        return (stock, path => engine.Predict(new StockModel.Row { Path = path }));
    }
}
