using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Engine;

/// <summary>Whole networks trained on libtorch: minutes to hours a trial, and the best answers across scanners and hospitals.</summary>
public sealed class EndToEndEngine : ITrainingEngine
{
    /// <summary>Its name.</summary>
    public const string EngineName = "torch";

    private readonly EndToEndEngineOptions options;

    /// <param name="options">What it works with.</param>
    /// <exception cref="TrainingOptionsException">An option breaks a rule; all faults are listed.</exception>
    public EndToEndEngine(EndToEndEngineOptions options)
    {
        var faults = options.Faults().ToList();
        if (faults.Count > 0) throw new TrainingOptionsException(faults);
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public EngineAvailability CheckAvailability() => LibTorch.Check();

    /// <inheritdoc/>
    public Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken)
        => Task.Run<IEngineSession>(
            () =>
            {
                var start = options.StartFrom is { } name ? new BackboneStore().Resolve(name) : null;
                var training = options.Training with { Seed = context.Seed, Threads = context.Threads };
                if (start is not null)
                {
                    training = training with { InitialWeights = start.Load() };
                    // Told now rather than after the first trial has decoded all images.
                    BackboneWeights.Read(NetworkPlan.Of(training.Network), training.InitialWeights);
                }

                return new EndToEndSession(context, options with { Training = training }, start);
            },
            cancellationToken);
}
