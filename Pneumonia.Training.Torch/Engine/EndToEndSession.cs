using System.Collections.Immutable;
using System.Security.Cryptography;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Engines.FrozenFeatures;
using Pneumonia.Training.Features;
using Pneumonia.Training.Search;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Learning;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Engine;

/// <summary>Trains the networks of a search, one after the other, on images that are decoded once.</summary>
internal sealed class EndToEndSession : IEngineSession
{
    // Multiplications of a second's training on two processors: a trial's cost is in seconds, which a linear head takes about one of.
    private const double MultiplicationsASecond = 1.5e10;
    private const int BackwardFactor = 3;
    private const int FeatureBatch = 8;

    private readonly EngineContext context;
    private readonly EndToEndEngineOptions options;
    private readonly Backbone? start;
    private readonly ImmutableArray<ImageFile> images;
    private readonly PixelLibrary pixels;
    private readonly CheckpointFolder checkpoints;

    internal EndToEndSession(EngineContext context, EndToEndEngineOptions options, Backbone? start)
    {
        (this.context, this.options, this.start) = (context, options, start);
        images = [.. context.TrainingRows.Select(row => context.Images[row])];
        pixels = new PixelLibrary(images, context.ImageLimits);
        checkpoints = new CheckpointFolder(Path.GetDirectoryName(context.Store!.Connection.DataSource)!);
        Space = TrialSpace.Of(options);
    }

    public SearchSpace Space { get; }

    public ImmutableArray<double> Rungs => [1.0 / 9, 1.0 / 3, 1];

    // The recipe itself: it was chosen by runs across acquisition groups, which a search on one data set's folds can't see.
    public int DefaultTrials => 1;

    public double RelativeCost(TrialSettings settings)
    {
        // The tuner multiplies by the fidelity itself.
        var training = TrialSpace.Training(options, settings with { Fidelity = 1 });
        var folds = ScoringFolds(settings).Length;
        var each = NetworkCost.Multiplications(NetworkPlan.Of(training.Network)) * BackwardFactor;
        return Math.Max(1, each * images.Length * training.Epochs * (folds - 1) / MultiplicationsASecond);
    }

    public NetworkShape ShapeOf(TrialSettings settings)
    {
        var training = TrialSpace.Training(options, settings);
        // Two trials never share a body: each trains its own.
        return new NetworkShape(settings.Key, training.Network.InputSize, training.Members * NetworkCost.Multiplications(NetworkPlan.Of(training.Network)) / 1e6);
    }

    public string Fingerprint(TrialSettings settings)
        => CheckpointKey.Of(TrialSpace.Training(options, settings)) + (options.ScoringFolds > 0 ? $" folds={options.ScoringFolds}" : "");

    public float[] CrossValidate(TrialSettings settings, CancellationToken cancellationToken)
    {
        checkpoints.Begin(settings.Key);
        try
        {
            return ScoreFolds(settings, cancellationToken);
        }
        catch when (cancellationToken.IsCancellationRequested)
        {
            checkpoints.Stop();
            throw;
        }
    }

    public TrainedNetwork Fit(TrialSettings settings, CancellationToken cancellationToken)
    {
        var training = TrialSpace.Training(options, settings);
        if (training.Members == 1) training = training with { Patience = 0 };
        // A member leaves out a fold only to be judged by it: otherwise each learns from all rows.
        var data = Data() with { Folds = training.Patience > 0 ? context.Folds : [] };
        var result = Train(training, data, checkpoints.PathOf(settings.Key, "fit"), Progress(TrainingStage.Fitting, "all rows"), cancellationToken);

        var bytes = result.Backbone.ToArray();
        var backbone = new Backbone(
            training.Network.Name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, start?.Licence, () => bytes, () => start?.TrainedOn);
        var source = FeatureSource.Open(backbone, context, FeatureBatch);
        source.Extract(cancellationToken);
        return new FrozenNetwork(source, result.Head);
    }

    public void Complete() => checkpoints.Sweep();

    public void Dispose()
    {
    }

    private float[] ScoreFolds(TrialSettings settings, CancellationToken cancellationToken)
    {
        var folds = ScoringFolds(settings);
        // One network a fold, and nothing may end early by looking at the fold that it will be scored on.
        var training = TrialSpace.Training(options, settings) with { Members = 1, Patience = 0 };
        var k = context.Targets.Outputs;
        var logits = new float[context.Targets.Rows * k];
        for (var f = 0; f < folds.Length; f++)
        {
            var what = $"fold {f + 1} of {folds.Length}";
            var data = Data() with { HeldOut = folds[f], Judges = false };
            var result = Train(training, data, checkpoints.PathOf(settings.Key, what), Progress(TrainingStage.Searching, what), cancellationToken);
            var scores = result.Score([.. folds[f].Select(row => images[row])], context.ImageLimits, context.Threads, cancellationToken);
            for (var i = 0; i < folds[f].Length; i++) scores.AsSpan(i * k, k).CopyTo(logits.AsSpan(folds[f][i] * k));
        }

        return logits;
    }

    private EndToEndResult Train(EndToEndOptions training, EndToEndData data, string checkpoint, IProgress<EndToEndProgress>? progress, CancellationToken cancellationToken)
        => OwnThread.Run(() => new EndToEndTrainer(training).Train(data, pixels, checkpoint, progress, cancellationToken), cancellationToken);

    private EndToEndData Data() => new() { Images = images, Targets = context.Targets, Limits = context.ImageLimits };

    private ImmutableArray<ImmutableArray<int>> ScoringFolds(TrialSettings settings)
        => FoldGroups.Merge(context.Folds, settings.Fidelity < 1 ? 2 : options.ScoringFolds);

    private SynchronousProgress<EndToEndProgress>? Progress(TrainingStage stage, string what)
        => context.Progress is not { } progress ? null : new SynchronousProgress<EndToEndProgress>(p =>
        {
            var detail = p.Members == 1 ? what : FormattableString.Invariant($"{what}, member {p.Member} of {p.Members}");
            var loss = p.Curve.IsEmpty ? "" : FormattableString.Invariant($", loss {p.Curve[^1].Loss:0.000}");
            progress.Report(new TrainingProgress(
                stage, ((p.Epoch - 1) * p.Steps) + p.Step, p.Epochs * p.Steps, detail,
                FormattableString.Invariant($"epoch {p.Epoch} of {p.Epochs}, {p.ImagesPerSecond:0} images/s, {p.TimeLeft:h\\:mm\\:ss} left{loss}")));
        });
}
