using System.Collections.Immutable;
using Pneumonia.Training.Features;
using Pneumonia.Training.Search;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>Heads on ready features.</summary>
internal sealed class FrozenFeaturesSession : IEngineSession
{
    private const string BackboneName = "backbone";
    private const string L2 = "l2";
    private const string ClassBalance = "class-balance";

    private readonly EngineContext context;
    private readonly ImmutableSortedDictionary<string, FeatureSource> sources;
    private readonly Dictionary<string, FeatureMatrix> matrices = [];

    public FrozenFeaturesSession(EngineContext context, IReadOnlyList<FeatureSource> sources, FrozenFeaturesOptions options)
    {
        this.context = context;
        this.sources = sources.ToImmutableSortedDictionary(static s => s.Backbone.Name, static s => s, StringComparer.Ordinal);
        var byCost = sources.OrderBy(static s => s.Width).Select(static s => s.Backbone.Name).ToImmutableArray();
        var ranges = ImmutableSortedDictionary.CreateBuilder<string, ParameterRange>(StringComparer.Ordinal);
        if (byCost.Length > 1) ranges.Add(BackboneName, new ParameterRange.Choice(byCost));
        ranges.Add(L2, new ParameterRange.Real(options.L2.Low, options.L2.High, Logarithmic: true));
        ranges.Add(ClassBalance, new ParameterRange.Choice(["1", "0.5", "0"]));
        var middle = Math.Sqrt(options.L2.Low * options.L2.High);
        Space = new SearchSpace(
            ranges.ToImmutable(), TrialParameters.Empty.With(BackboneName, byCost[0]).With(L2, middle).With(ClassBalance, "1"));
    }

    public SearchSpace Space { get; }

    // L-BFGS works in proportion to the width; 256 features are the unit.
    public double RelativeCost(TrialSettings settings) => sources[settings.Parameters[BackboneName]].Width / 256.0;

    public NetworkShape ShapeOf(TrialSettings settings) => sources[settings.Parameters[BackboneName]].Shape;

    public string Fingerprint(TrialSettings settings) => sources[settings.Parameters[BackboneName]].Key;

    public float[] CrossValidate(TrialSettings settings, CancellationToken cancellationToken)
    {
        var features = TrainingFeatures(settings);
        var targets = context.Targets;
        var logits = new float[targets.Rows * targets.Outputs];
        Parallel.ForEach(context.Folds, new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = cancellationToken }, held =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var heldOut = held.ToHashSet();
            var rest = Enumerable.Range(0, targets.Rows).Where(r => !heldOut.Contains(r)).ToArray();
            var head = HeadTrainer.Train(features, targets, rest, Head(settings), context.Seed, cancellationToken);
            var scores = head.Apply(features, held);
            for (var i = 0; i < held.Length; i++) scores.AsSpan(i * targets.Outputs, targets.Outputs).CopyTo(logits.AsSpan(held[i] * targets.Outputs));
        });
        return logits;
    }

    public TrainedNetwork Fit(TrialSettings settings, CancellationToken cancellationToken)
    {
        var features = TrainingFeatures(settings);
        var rows = Enumerable.Range(0, context.Targets.Rows).ToArray();
        var source = sources[settings.Parameters[BackboneName]];
        return new FrozenNetwork(source, HeadTrainer.Train(features, context.Targets, rows, Head(settings), context.Seed, cancellationToken));
    }

    public void Dispose()
    {
    }

    private static HeadOptions Head(TrialSettings settings) => new(settings.Parameters.Real(L2), settings.Parameters.Real(ClassBalance));

    private FeatureMatrix TrainingFeatures(TrialSettings settings)
    {
        var name = settings.Parameters[BackboneName];
        if (!matrices.TryGetValue(name, out var matrix)) matrices[name] = matrix = sources[name].Read(context.TrainingRows);
        return matrix;
    }
}
