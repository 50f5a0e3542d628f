using System.Diagnostics.Metrics;

namespace Pneumonia.Model.Drifting;

/// <summary>Drift for whatever collects metrics. A meter a classifier: it goes with it, and the tag tells two of them apart.</summary>
internal sealed class DriftMeter : IDisposable
{
    private const int HashDigits = 12;

    private readonly Meter meter = new(PneumoniaClassifier.MeterName);

    public DriftMeter(DriftWatch watch, string graph)
    {
        var tag = new KeyValuePair<string, object?>("pneumonia.graph", graph[..Math.Min(HashDigits, graph.Length)]);
        meter.CreateObservableGauge("pneumonia.drift.typicality", () => Known(watch.Report().PsiTypicality, tag), "1", "Population stability index of the typicality.");
        meter.CreateObservableGauge("pneumonia.drift.score", () => Known(watch.Report().PsiScore, tag), "1", "Population stability index of the probability of a finding.");
    }

    public void Dispose() => meter.Dispose();

    // Nothing is reported while nothing can be said: 0 would mean "stable".
    private static IEnumerable<Measurement<double>> Known(double? psi, KeyValuePair<string, object?> tag)
        => psi is { } value ? [new Measurement<double>(value, tag)] : [];
}
