using System.Diagnostics;
using System.Reflection;

namespace Pneumonia.Benchmarks.Scale;

/// <summary>One run of the console host as a process of its own, and what it cost.</summary>
/// <param name="Wall">From start to end.</param>
/// <param name="Processor">Time of all its threads: what load beside it hardly changes.</param>
/// <param name="PeakBytes">Largest resident memory.</param>
/// <param name="FirstTenthBytes">Largest that was seen in the first tenth of the time, starting included.</param>
/// <param name="LastTenthBytes">Largest that was seen in the last tenth: what grows with the work is larger here.</param>
/// <param name="Lines">Lines on standard output.</param>
internal sealed record MeasuredRun(TimeSpan Wall, TimeSpan Processor, long PeakBytes, long FirstTenthBytes, long LastTenthBytes, long Lines)
{
    // Processor time and peak only grow: what is missed is what happens after the last look.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private static string Console { get; } = typeof(MeasuredRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Console").Value!;

    public static MeasuredRun Of(params string[] args)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(dotnet, [Console, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var lines = Task.Run(() => Count(process.StandardOutput));
        var words = process.StandardError.ReadToEndAsync();
        var (processor, peak, resident) = (TimeSpan.Zero, 0L, new List<(TimeSpan At, long Bytes)>());
        while (!process.WaitForExit(LookEvery))
        {
            try
            {
                process.Refresh();
                (processor, peak) = (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
                resident.Add((watch.Elapsed, process.WorkingSet64));
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended between two looks.
            }
        }

        process.WaitForExit();
        var wall = watch.Elapsed;
        if (process.ExitCode != 0) throw new InvalidOperationException($"pneumonia {string.Join(' ', args)} ended with {process.ExitCode}:\n{words.Result}");
        return new MeasuredRun(wall, processor, peak, Largest(t => t <= wall / 10), Largest(t => t >= wall * 0.9), lines.Result);

        long Largest(Func<TimeSpan, bool> when) => resident.Where(r => when(r.At)).Select(static r => r.Bytes).DefaultIfEmpty().Max();
    }

    private static long Count(StreamReader output)
    {
        long lines = 0;
        while (output.ReadLine() is not null) lines++;
        return lines;
    }
}
