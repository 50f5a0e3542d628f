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
    private readonly Dictionary<string, TrialResult> known;

    public TrialJournal(TrialStore store)
    {
        this.store = store;
        known = store.ReadAll().Values.Select(Read).OfType<TrialResult>().ToDictionary(static r => r.Settings.Key, StringComparer.Ordinal);
    }

    public TrialResult? Find(TrialSettings settings) => known.GetValueOrDefault(settings.Key);

    public void Write(TrialResult result)
    {
        store.Write(result.Settings.Key, JsonSerializer.SerializeToUtf8Bytes(Entry.From(result), JournalJsonContext.Default.Entry));
        known[result.Settings.Key] = result;
    }

    private static TrialResult? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, JournalJsonContext.Default.Entry)?.ToResult();
        }
        catch (JsonException)
        {
            // Written by another version: the trial is run again.
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
