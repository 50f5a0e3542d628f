using System.Collections.Immutable;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Search;
using Pneumonia.Training.TensorFlow.Trainer;
using Pneumonia.Training.TensorFlow.Weights;

namespace Pneumonia.Training.TensorFlow.Engine;

/// <summary>
/// Trains ML.NET's networks for a search. All that ML.NET leaves behind lies in one private folder, which goes with the session, however it ends.
/// Within a session the trainer's own feature files are kept by network and rows, so a further trial costs no second pass over the images.
/// </summary>
internal sealed class ImageClassificationSession : IEngineSession
{
    // Multiplications of a second on two processors: a trial's cost is in seconds, which a linear head takes about one of.
    private const double MultiplicationsASecond = 1.5e10;

    private readonly EngineContext context;
    private readonly ImageClassificationOptions options;
    private readonly ITrainer trainer;
    private readonly WeightsStore weights;
    private readonly PrivateFolder folder = PrivateFolder.Create();
    private readonly bool judged;

    internal ImageClassificationSession(EngineContext context, ImageClassificationOptions options, ITrainer trainer, WeightsStore weights)
    {
        (this.context, this.options, this.trainer, this.weights) = (context, options, trainer, weights);
        judged = options.Patience > 0;
        Space = TrialSpace.Of(options, Enum.GetValues<ImageClassificationArchitecture>().Select(NetworkFacts.Of).Where(weights.CanHave));
    }

    public SearchSpace Space { get; }

    /// <summary>The private folder, for tests.</summary>
    internal string TempFolder => folder.Path;

    /// <summary>Puts the weights of the first trial's network in place, so that what is missing is known at once.</summary>
    internal Task PrepareAsync(CancellationToken cancellationToken) => PlaceAsync(NetworkFacts.Of(options.Architecture), TrainingStage.Preparing, cancellationToken);

    public double RelativeCost(TrialSettings settings)
    {
        var splits = FoldSplit.ForScoring(context.Folds, options.ScoringFolds, judged);
        var passes = splits.Sum(static s => (double)s.Train.Length + s.Judges.Length + s.Scored.Length);
        return Math.Max(1, passes * TrialSpace.Network(settings).Multiplications * 1e6 / MultiplicationsASecond);
    }

    // A TensorFlow network can't be part of an ONNX graph, and two of them can't be one transformer.
    public NetworkShape ShapeOf(TrialSettings settings)
    {
        var network = TrialSpace.Network(settings);
        return new NetworkShape(settings.Key, network.Side, network.Multiplications) { JoinsOthers = false };
    }

    public string Fingerprint(TrialSettings settings)
        => FormattableString.Invariant($"folds={options.ScoringFolds} patience={options.Patience} gain={options.MinGain:G4} weights={options.Weights}");

    public float[] CrossValidate(TrialSettings settings, CancellationToken cancellationToken)
    {
        var splits = FoldSplit.ForScoring(context.Folds, options.ScoringFolds, judged);
        var k = context.Targets.Outputs;
        var logits = new float[context.Targets.Rows * k];
        for (var f = 0; f < splits.Length; f++)
        {
            var split = splits[f];
            using var network = Train(settings, split, TrainingStage.Searching, $"fold {f + 1} of {splits.Length}", cancellationToken);
            var scores = network.Logits([.. split.Scored.Select(row => context.TrainingRows[row])], cancellationToken);
            for (var i = 0; i < split.Scored.Length; i++) scores.AsSpan(i * k, k).CopyTo(logits.AsSpan(split.Scored[i] * k));
        }

        return logits;
    }

    public TrainedNetwork Fit(TrialSettings settings, CancellationToken cancellationToken)
        => Train(settings, FoldSplit.ForFit(context.Folds, judged), TrainingStage.Fitting, judged ? "all rows but the held-back fold" : "all rows", cancellationToken);

    public void Dispose() => folder.Dispose();

    private TransformerNetwork Train(TrialSettings settings, FoldSplit split, TrainingStage stage, string what, CancellationToken cancellationToken)
    {
        var chosen = TrialSpace.Options(options, settings);
        var network = NetworkFacts.Of(chosen.Architecture);
        var backbone = PlaceAsync(network, stage, cancellationToken).GetAwaiter().GetResult();
        var curve = new TrainingCurve();
        ProgressWords? words = null;
        var job = new TrainerJob
        {
            Settings = TrainerSettings.For(chosen, split.Train.Length, split.Judges.Length),
            Classes = context.Targets.Classes,
            Train = Images(split.Train),
            Judges = Images(split.Judges),
            TempFolder = folder.Path,
            Workspace = folder.File($"{network.Name}-{stage}-{what.Replace(' ', '-')}"),
            Seed = context.Seed,
            Threads = context.Threads,
            Limits = context.ImageLimits,
            Told = signal =>
            {
                curve.Add(signal);
                context.Progress?.Report(words!.Of(signal));
            },
        };
        words = new ProgressWords(stage, $"{network.Name}, {what}", job);
        var trained = Run(job, cancellationToken);
        return new TransformerNetwork(trained.Context, trained.Transformer, context, backbone, network.Side)
        {
            ExtraNotes = NetworkNotes.Of(curve, context.Seed),
            ExtraPackages = trainer.Packages,
        };
    }

    private TrainedTransformer Run(TrainerJob job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Directory.CreateDirectory(job.Workspace);
            return trainer.Train(job, cancellationToken);
        }
        catch (Exception e)
        {
            // Half a feature file would be taken for a whole one by the next trial.
            if (Directory.Exists(job.Workspace)) Directory.Delete(job.Workspace, recursive: true);
            cancellationToken.ThrowIfCancellationRequested();
            // ML.NET may wrap: the innermost says what is the matter.
            if (e.GetBaseException() is var cause && cause != e) throw new InvalidOperationException($"ML.NET's trainer failed: {cause.Message}", e);
            throw;
        }
    }

    private ImmutableArray<LabelledImage> Images(ImmutableArray<int> rows)
        => [.. rows.Select(row => new LabelledImage(context.Images[context.TrainingRows[row]], context.Targets.Class(row)))];

    private Task<Backbone> PlaceAsync(NetworkFacts network, TrainingStage stage, CancellationToken cancellationToken)
    {
        var told = context.Progress is not { } progress ? null : new SynchronousProgress<DownloadProgress>(d => progress.Report(new TrainingProgress(
            stage, (int)(d.Bytes >> 10), (int)((d.Total ?? 0) >> 10),
            FormattableString.Invariant($"weights {network.WeightsFile}, {d.Bytes / 1e6:0} of {(d.Total is { } t ? FormattableString.Invariant($"{t / 1e6:0}") : "?")} MB"))));
        return weights.PlaceAsync(network, folder.Path, told, cancellationToken);
    }
}
