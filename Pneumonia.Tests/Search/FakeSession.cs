using System.Collections.Immutable;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

/// <summary>An engine whose trials are a function of their settings; it remembers what it was asked for.</summary>
internal sealed class FakeSession(Func<TrialSettings, CancellationToken, float[]> run) : IEngineSession
{
    private readonly List<string> _ran = [];

    public IReadOnlyList<string> Ran => _ran;

    public SearchSpace Space { get; init; } = Line();

    public ImmutableArray<double> Rungs { get; init; } = [1];

    public Func<TrialSettings, double> Cost { get; init; } = static _ => 1;

    public string File { get; set; } = "";

    public static FakeSession Scoring(Func<double, double> metric) => new((s, _) => [(float)metric(s.Parameters.Real("x"))]);

    /// <summary>One real parameter "x" in 0…1; 0.5 is the default.</summary>
    public static SearchSpace Line() => new(
        ImmutableSortedDictionary<string, ParameterRange>.Empty.Add("x", new ParameterRange.Real(0, 1)),
        TrialParameters.Empty.With("x", 0.5));

    public double RelativeCost(TrialSettings settings) => Cost(settings);

    public NetworkShape ShapeOf(TrialSettings settings) => new("fake", 32, 1);

    public string Fingerprint(TrialSettings settings) => File;

    public float[] CrossValidate(TrialSettings settings, CancellationToken cancellationToken)
    {
        _ran.Add(settings.Key);
        return run(settings, cancellationToken);
    }

    public TrainedNetwork Fit(TrialSettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
