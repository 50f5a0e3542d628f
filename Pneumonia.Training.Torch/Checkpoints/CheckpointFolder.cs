using System.Security.Cryptography;
using System.Text;

namespace Pneumonia.Training.Torch.Checkpoints;

/// <summary>
/// The checkpoints of a work folder, which one run has at a time. A checkpoint is kept as long as a killed run could go on from it: that of a trial until
/// the next one begins, since only then the journal is known to hold its scores, and that of the final training until the model is written.
/// </summary>
internal sealed class CheckpointFolder(string work)
{
    private const string Prefix = "torch-";

    private readonly string folder = Path.Combine(work, "checkpoints");
    private string? begun;
    private string? stopped;

    /// <summary>Where a training keeps its state; members append their number.</summary>
    /// <param name="trial">Key of the settings.</param>
    /// <param name="what">Which training of the trial.</param>
    public string PathOf(string trial, string what)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{NameOf(trial)}-{Short(what)}");
    }

    /// <summary>A trial begins: whatever became of the one before is in the journal.</summary>
    public void Begin(string trial)
    {
        if (begun is { } before && before != trial) Delete(file => IsOf(before, file));
        begun = trial;
    }

    /// <summary>The trial that began last was stopped in the middle.</summary>
    public void Stop() => stopped = begun;

    /// <summary>The model is written. Keeps the trial that was stopped: a longer search goes on with it.</summary>
    public void Sweep() => Delete(file => stopped is null || !IsOf(stopped, file));

    private static bool IsOf(string trial, string file) => Path.GetFileName(file).StartsWith(NameOf(trial), StringComparison.Ordinal);

    private static string NameOf(string trial) => Prefix + Short(trial);

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    // Leftovers of older runs too, and what a kill left of a file that was being written.
    private void Delete(Func<string, bool> done)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.GetFiles(folder, Prefix + "*").Where(done)) File.Delete(file);
    }
}
