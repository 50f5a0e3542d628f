using System.Diagnostics;
using Pneumonia.Benchmarks.Extraction;
using Pneumonia.Benchmarks.Learning;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Benchmarks.Micro;
using Pneumonia.Benchmarks.Predicting;
using Pneumonia.Benchmarks.Serving;

namespace Pneumonia.Benchmarks.All;

/// <summary>Every stage beside its limit and beside what one would write with ML.NET alone, as one table.</summary>
internal static class AllBenchmark
{
    /// <summary>What there is to measure, in the order of the table.</summary>
    public static OrderedDictionary<string, Func<AllInputs, Task<IEnumerable<Row>>>> Rooms { get; } = new(StringComparer.Ordinal)
    {
        ["decode"] = MicroBenchmarks.DecodeRows,
        ["extraction"] = ExtractionRows.RunAsync,
        ["heads"] = HeadRows.RunAsync,
        ["search"] = SearchRows.RunAsync,
        ["step"] = StepRows.RunAsync,
        ["packaging"] = PackagingRows.RunAsync,
        ["load"] = MicroBenchmarks.LoadRows,
        ["prediction"] = PredictionRows.RunAsync,
        ["process"] = WholeProcess.RunAsync,
        ["service"] = ServiceRows.RunAsync,
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        AllOptions options;
        try
        {
            options = AllOptions.Parse(args);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var before = MachineLoad.Now;
        using var inputs = new AllInputs(options);
        var table = new List<string>
        {
            "| what | ours | limit | ours / limit | plain ML.NET | ours / that |",
            "|---|---|---|---|---|---|",
        };
        foreach (var (name, room) in Rooms)
        {
            if (!options.Only.IsEmpty && !options.Only.Contains(name)) continue;
            var rows = await MeasureAsync(name, room, inputs);
            table.AddRange(rows.Select(static r => r.ToString()));
            Console.Error.WriteLine($"{watch.Elapsed:mm\\:ss}  {name}; {MachineLoad.Now}");
        }

        string[] text =
        [
            $"Small images: {inputs.Small.Name}; full resolution: {inputs.Large.Name}; model: {Path.GetFileName(options.Model)}, {inputs.Side}×{inputs.Side}.",
            $"Medians of {options.Rounds} rounds in turns, of {options.Seconds:0.##} s each where a turn is timed; ratios of speeds, above 1 ours is the faster.",
            $"At the beginning: {before}; at the end: {MachineLoad.Now}; {watch.Elapsed:mm\\:ss} in all.",
            "",
            .. table,
        ];
        foreach (var line in text) Console.WriteLine(line);
        if (options.Out is { } path) await File.WriteAllLinesAsync(path, text);
        return 0;
    }

    // What was measured before must not be lost to a contender that an overloaded machine let down.
    private static async Task<IEnumerable<Row>> MeasureAsync(string name, Func<AllInputs, Task<IEnumerable<Row>>> room, AllInputs inputs)
    {
        try
        {
            return await room(inputs);
        }
        catch (InvalidOperationException e)
        {
            return [Row.Skipped(name, e.Message)];
        }
    }
}
