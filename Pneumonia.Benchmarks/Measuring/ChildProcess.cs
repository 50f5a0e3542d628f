using System.Diagnostics;
using System.Globalization;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>This program again, in a process of its own.</summary>
internal static class ChildProcess
{
    public static Process Start(params string[] arguments)
    {
        var host = Environment.ProcessPath!;
        // Started as `dotnet program.dll` the host is no program by itself.
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : [];
        return Process.Start(new ProcessStartInfo(host, [.. program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>The figures of its next line.</summary>
    /// <exception cref="InvalidOperationException">It ended without a word.</exception>
    public static async Task<double[]> FiguresAsync(Process child)
        => [.. (await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A child process ended without a word."))
            .Split(' ').Select(static f => double.Parse(f, CultureInfo.InvariantCulture))];
}
