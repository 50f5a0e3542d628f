using System.Diagnostics;
using System.Reflection;

namespace Pneumonia.Benchmarks.Scale;

/// <summary>One run of the console host as a process of its own, and what it cost.</summary>
/// <param name="Wall">From start to end.</param>
/// <param name="Processor">Time of all its threads: what load beside it hardly changes.</param>
/// <param name="PeakBytes">Largest resident memory.</param>
/// <param name="Lines">Lines on standard output.</param>
internal sealed record MeasuredRun(TimeSpan Wall, TimeSpan Processor, long PeakBytes, long Lines)
{
    // Both figures only grow: what is missed is what happens after the last look.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private static string Console { get; } = typeof(MeasuredRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Console").Value!;

    public static MeasuredRun Of(params string[] args)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(dotnet, [Console, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var lines = Task.Run(() => Count(process.StandardOutput));
        var words = process.StandardError.ReadToEndAsync();
        var (processor, peak) = (TimeSpan.Zero, 0L);
        while (!process.WaitForExit(LookEvery))
        {
            try
            {
                process.Refresh();
                (processor, peak) = (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended between two looks.
            }
        }

        process.WaitForExit();
        var wall = watch.Elapsed;
        if (process.ExitCode != 0) throw new InvalidOperationException($"pneumonia {string.Join(' ', args)} ended with {process.ExitCode}:\n{words.Result}");
        return new MeasuredRun(wall, processor, peak, lines.Result);
    }

    private static long Count(StreamReader output)
    {
        long lines = 0;
        while (output.ReadLine() is not null) lines++;
        return lines;
    }
}
