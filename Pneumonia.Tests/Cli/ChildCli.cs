using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Pneumonia.Tests.Cli;

/// <summary>The console host as a process of its own, to be interrupted, killed, or run by another user.</summary>
internal sealed partial class ChildCli : IDisposable
{
    public const int Interrupt = 2;

    public const int Kill = 9;

    private readonly Process _process;
    private readonly StringBuilder _words = new();
    private readonly StringBuilder _out = new();
    private readonly Lock _gate = new();
    private readonly List<(string Part, TaskCompletionSource Heard)> _awaited = [];

    private ChildCli(string file, IEnumerable<string> args, string? home = null, params KeyValuePair<string, string>[] variables)
    {
        var start = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        if (home is not null)
        {
            start.Environment["HOME"] = home;
            // These would hide what is to be seen.
            foreach (var variable in new[] { "CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME" }) start.Environment.Remove(variable);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Add(_out, e.Data);
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "pneumonia.dll");

    public static ChildCli Start(params string[] args) => new(Dotnet, [Assembly, .. args]);

    /// <summary>In a home folder of its own, with nothing set that would quieten native libraries.</summary>
    public static ChildCli StartAtHome(string home, params string[] args) => new(Dotnet, [Assembly, .. args], home);

    /// <summary>This test program once more, told by a variable of its environment what it is for; its libtorch doesn't spin while others work.</summary>
    public static ChildCli StartTests(string variable, string value, params string[] args)
    {
        var host = Environment.ProcessPath!;
        string[] dll = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ChildCli).Assembly.Location] : [];
        return new ChildCli(host, [.. dll, .. args], variables: [KeyValuePair.Create(variable, value), KeyValuePair.Create("GOMP_SPINCOUNT", "0")]);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What was written to standard error so far.</summary>
    public string Words
    {
        get
        {
            lock (_gate) return _words.ToString();
        }
    }

    /// <summary>As somebody who may do little: the superuser ignores permissions. Ends the test as inconclusive where that can't be.</summary>
    public static ChildCli StartUnprivileged(params string[] args)
    {
        string[] drop = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        using var probe = Process.Start(new ProcessStartInfo("setpriv", [.. drop, "cat", Assembly]) { RedirectStandardOutput = true, RedirectStandardError = true });
        if (probe is null) Assert.Inconclusive("There is no setpriv here, and the superuser may read everything.");
        probe.StandardOutput.ReadToEnd();
        probe.WaitForExit();
        if (probe.ExitCode != 0) Assert.Inconclusive("Another user can't be taken on here, or may not read the build output.");
        return new ChildCli("setpriv", [.. drop, Dotnet, Assembly, .. args]);
    }

    /// <summary>Waits until a part of a line was written to standard error; fails when the process ends without it.</summary>
    public async Task HearsAsync(string part)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_words.ToString().Contains(part, StringComparison.Ordinal)) return;
            _awaited.Add((part, heard));
        }

        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(heard.Task, ended) == ended && !heard.Task.IsCompleted)
            Assert.Fail($"The process ended with {_process.ExitCode} and never said '{part}':\n{_words}");
    }

    public void Signal(int signal)
    {
        if (!_process.HasExited && SendSignal(_process.Id, signal) != 0 && !_process.HasExited) Assert.Fail($"Signal {signal} could not be sent.");
    }

    /// <summary>Waits, at most so long, and kills what still runs then.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(time.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    public async Task<CliRun> EndAsync(TimeSpan? limit = null)
    {
        if (!await EndsWithinAsync(limit ?? TimeSpan.FromMinutes(5))) Assert.Fail($"The process did not end:\n{_words}");
        lock (_gate) return new CliRun(_process.ExitCode, _out.ToString(), _words.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private void Hear(string? line)
    {
        Add(_words, line);
        if (line is null) return;
        lock (_gate)
        {
            foreach (var (part, heard) in _awaited)
            {
                if (line.Contains(part, StringComparison.Ordinal)) heard.TrySetResult();
            }
        }
    }

    private void Add(StringBuilder to, string? line)
    {
        if (line is null) return;
        lock (_gate) to.Append(line).Append('\n');
    }
}
