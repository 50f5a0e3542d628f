using System.Diagnostics;
using System.Text;

namespace Pneumonia.Tests.Docs.CSharp;

/// <summary>
/// A compiled block as a process with a folder of its own, so that relative paths mean what they mean to a reader. It borrows the tests' runtime
/// configuration and list of dependencies: the host finds the packages' assemblies beside it.
/// </summary>
internal sealed class BlockProcess : IDisposable
{
    // A hung program, not a slow machine: a block takes seconds on a quiet one.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly Lock gate = new();

    private BlockProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Both streams, as far as they have come.</summary>
    public string Said
    {
        get
        {
            lock (gate) return said.ToString();
        }
    }

    public static BlockProcess Start(string assembly, string folder, params string[] args)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "Pneumonia.Tests");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new BlockProcess(new ProcessStartInfo(host, ["exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json", assembly, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
    }

    /// <summary>Waits for the end; fails unless it is a good one.</summary>
    public async Task EndsWellAsync(string place)
    {
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, Task.Delay(Patience)) != ended) Assert.Fail($"{place} did not end within {Patience}:\n{Said}");
        Assert.AreEqual(0, process.ExitCode, $"{place} ended with {process.ExitCode}:\n{Said}");
    }

    /// <summary>Waits until something was said; fails when the process ends without it.</summary>
    public async Task<string> HearsAsync(System.Text.RegularExpressions.Regex what, string place)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(50))
        {
            if (what.Match(Said) is { Success: true } heard) return heard.Value;
            if (process.HasExited) Assert.Fail($"{place} ended with {process.ExitCode}:\n{Said}");
        }

        throw new TimeoutException($"{place} never said what was awaited:\n{Said}");
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (gate) said.Append(line).Append('\n');
    }
}
