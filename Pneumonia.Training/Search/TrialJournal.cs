using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Search;

/// <summary>Remembers every trial of a run from the moment it ends, across kills and restarts.</summary>
internal sealed class TrialJournal
{
    private readonly TrialStore store;
    private readonly int logits;
    private readonly Dictionary<string, TrialResult> known = new(StringComparer.Ordinal);

    /// <param name="store">The rows of this run.</param>
    /// <param name="logits">How many out-of-fold logits a trial has: training rows × K.</param>
    public TrialJournal(TrialStore store, int logits)
    {
        this.store = store;
        this.logits = logits;
        foreach (var (name, body) in store.ReadAll())
        {
            if (Read(body) is { } result) known[name] = result;
        }
    }

    /// <param name="settings">The trial.</param>
    /// <param name="fingerprint">See <see cref="Engines.IEngineSession.Fingerprint"/>.</param>
    public TrialResult? Find(TrialSettings settings, string fingerprint)
        => known.GetValueOrDefault(Name(settings, fingerprint)) is { } result && result.Settings.Key == settings.Key ? result : null;

    public void Write(TrialResult result, string fingerprint)
    {
        var name = Name(result.Settings, fingerprint);
        store.Write(name, JsonSerializer.SerializeToUtf8Bytes(Entry.From(result), JournalJsonContext.Default.Entry));
        known[name] = result;
    }

    private static string Name(TrialSettings settings, string fingerprint) => $"{settings.Key} @{fingerprint}";

    // What another version wrote, or what can't be what this run would have written: the trial is run again.
    private TrialResult? Read(byte[] body)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(body, JournalJsonContext.Default.Entry);
            return entry is { Engine: not null, Parameters: not null, OutOfFoldLogits: not null, FoldMetrics.IsDefault: false }
                && entry.OutOfFoldLogits.Length == (entry.Error is null ? logits * sizeof(float) : 0) ? entry.ToResult() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Entry(
        int Number, string Engine, ImmutableSortedDictionary<string, string> Parameters, double Fidelity, double Metric,
        ImmutableArray<double> FoldMetrics, TimeSpan Duration, long PeakMemory, string? Error, byte[] OutOfFoldLogits)
    {
        public static Entry From(TrialResult r) => new(
            r.Number, r.Settings.Engine, r.Settings.Parameters.Values, r.Settings.Fidelity, r.Metric, r.FoldMetrics, r.Duration,
            r.PeakMemory, r.Error, MemoryMarshal.AsBytes(r.OutOfFoldLogits.AsSpan()).ToArray());

        public TrialResult ToResult() => new()
        {
            Number = Number,
            Settings = new TrialSettings(Engine, TrialParameters.From(Parameters), Fidelity),
            Metric = Metric,
            FoldMetrics = FoldMetrics,
            Duration = Duration,
            PeakMemory = PeakMemory,
            Error = Error,
            Resumed = true,
            OutOfFoldLogits = [.. MemoryMarshal.Cast<byte, float>(OutOfFoldLogits)],
        };
    }
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrialJournal.Entry))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
