using Pneumonia.Training.Features;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>Features once through a frozen ONNX backbone, then linear heads by ML.NET: always there, and a trial costs a second.</summary>
public sealed class FrozenFeaturesEngine : ITrainingEngine
{
    /// <summary>Its name.</summary>
    public const string EngineName = "frozen";

    private readonly FrozenFeaturesOptions options;

    /// <param name="options">What it works with.</param>
    /// <exception cref="TrainingOptionsException">An option breaks a rule; all faults are listed.</exception>
    public FrozenFeaturesEngine(FrozenFeaturesOptions options)
    {
        var faults = new List<string>();
        if (options.Backbones.IsDefaultOrEmpty) faults.Add("At least one backbone (--backbone) is needed.");
        if (!(options.L2.Low > 0 && options.L2.High >= options.L2.Low)) faults.Add($"The L2 range must be ascending and above 0; it is {options.L2.Low}…{options.L2.High}.");
        if (options.BatchSize is < 1 or > 256) faults.Add($"The batch size must lie in 1…256; it is {options.BatchSize}.");
        if (faults.Count > 0) throw new TrainingOptionsException(faults);
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public EngineAvailability CheckAvailability() => EngineAvailability.Yes;

    /// <inheritdoc/>
    public Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken)
        => Task.Run<IEngineSession>(
            () =>
            {
                var sources = options.Backbones
                    .Select(name => FeatureSource.Open(new BackboneStore().Resolve(name), context, options.BatchSize))
                    .ToArray();
                foreach (var source in sources) source.Extract(cancellationToken);
                return new FrozenFeaturesSession(context, sources, options);
            },
            cancellationToken);
}
