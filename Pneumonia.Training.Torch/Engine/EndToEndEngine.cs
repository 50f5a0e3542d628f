using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Torch.Learning;
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
    public EngineAvailability CheckSuitability(EngineContext context, TimeSpan? time, CancellationToken cancellationToken)
    {
        var rows = context.TrainingRows.Length;
        if (rows < options.FewestImages && options.StartFrom is null)
        {
            return EngineAvailability.No(
                $"a whole network learns too little from {rows:N0} training images; it takes {options.FewestImages:N0}.",
                "Naming the engine (--engine torch) trains it all the same, best from trained weights (--start-from chest).");
        }

        if (time is not { } limit) return EngineAvailability.Yes;
        var needed = Estimate(context, cancellationToken);
        return needed <= limit ? EngineAvailability.Yes : EngineAvailability.No(
            $"its first trial and the final training would take about {Words(needed)} here; the budget is {Words(limit)}.",
            "A larger --budget, or none, makes room for it.");
    }

    /// <summary>The time of one trial and of the final training, by a few measured steps.</summary>
    internal TimeSpan Estimate(EngineContext context, CancellationToken cancellationToken)
    {
        var training = options.Training with { Seed = context.Seed, Threads = context.Threads };
        var folds = FoldGroups.Merge(context.Folds, options.ScoringFolds).Length;
        var passes = (folds - 1 + training.Members) * (double)training.Epochs;
        return TimeSpan.FromSeconds(passes * context.TrainingRows.Length / OwnThread.Run(() => SpeedProbe.Measure(training, TimeProvider.System, cancellationToken), cancellationToken));
    }

    private static string Words(TimeSpan time) => time < TimeSpan.FromMinutes(2) ? $"{time.TotalSeconds:0} seconds" : $"{time.TotalMinutes:0} minutes";

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
