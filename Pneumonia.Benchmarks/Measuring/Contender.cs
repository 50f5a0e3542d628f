using System.Diagnostics;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>One way of doing a thing.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Run">One turn.</param>
internal sealed record Contender(string Name, Func<Task<Figures>> Run)
{
    /// <summary>Does something again and again for so long.</summary>
    /// <param name="name">What it is called in tables.</param>
    /// <param name="length">Of a turn; the thing is done at least once.</param>
    /// <param name="work">Does it, and says how many it did.</param>
    public static Contender Repeat(string name, TimeSpan length, Func<int> work) => new(name, () =>
    {
        var (cpu, watch, done) = (Processor(), Stopwatch.StartNew(), 0);
        do done += work();
        while (watch.Elapsed < length);
        return Task.FromResult(new Figures(done / watch.Elapsed.TotalSeconds, done / (Processor() - cpu).TotalSeconds));
    });

    /// <summary>Processor time of this process so far.</summary>
    public static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
