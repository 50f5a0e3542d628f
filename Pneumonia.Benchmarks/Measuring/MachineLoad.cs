namespace Pneumonia.Benchmarks.Measuring;

/// <summary>How busy the machine is with other things.</summary>
internal static class MachineLoad
{
    private const string Source = "/proc/loadavg";

    public static string Now => File.Exists(Source)
        ? $"{Environment.ProcessorCount} processors, load {string.Join(" ", File.ReadAllText(Source).Split(' ').Take(3))} over 1, 5 and 15 minutes"
        : $"{Environment.ProcessorCount} processors";
}
