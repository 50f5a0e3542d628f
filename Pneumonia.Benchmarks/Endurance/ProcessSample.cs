using System.Globalization;

namespace Pneumonia.Benchmarks.Endurance;

/// <summary>What this process holds at one moment. Linux only: it reads <c>/proc</c>.</summary>
/// <param name="Minutes">Since the beginning.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Of the process, native ones included.</param>
/// <param name="Managed">Bytes alive on the managed heap after a full collection.</param>
/// <param name="Resident">Bytes of the process in memory.</param>
/// <param name="Native">Resident bytes less those that the managed heap has committed.</param>
/// <param name="Malloc">Bytes that native code holds of the C library; NaN where it does not say.</param>
/// <param name="Slack">Bytes that native code has freed and the C library keeps for the next request, whether or not it has given their pages back; NaN where it does not say.</param>
/// <param name="Leftovers">Files and folders in this process's temporary folder.</param>
internal sealed record ProcessSample(double Minutes, int Handles, int Threads, double Managed, double Resident, double Native, double Malloc, double Slack, int Leftovers)
{
    private const double MiB = 1 << 20;

    public static ProcessSample Take(double minutes, string temporary)
    {
        // Twice: what the finalizers of the first let go is free only in the second.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var status = File.ReadLines("/proc/self/status").ToArray();
        var malloc = NativeHeap.Bytes();
        var resident = Field(status, "VmRSS:") * 1024;
        return new ProcessSample(
            minutes,
            Directory.GetFiles("/proc/self/fd").Length,
            (int)Field(status, "Threads:"),
            GC.GetTotalMemory(forceFullCollection: false) / MiB,
            resident / MiB,
            (resident - GC.GetGCMemoryInfo().TotalCommittedBytes) / MiB,
            malloc.InUse / MiB,
            malloc.Free / MiB,
            Directory.EnumerateFileSystemEntries(temporary).Count());
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Minutes,6:0.0} min  handles {Handles,4}  threads {Threads,4}  managed {Managed,7:0.0}  resident {Resident,7:0.0}  native {Native,7:0.0}  malloc {Malloc,7:0.0}  slack {Slack,7:0.0} MiB  left in temp {Leftovers}");

    private static double Field(string[] status, string name)
        => double.Parse(status.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
