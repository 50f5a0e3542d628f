using System.Collections.Immutable;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Networks;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>Trains one network, epoch by epoch, from the beginning or from a checkpoint.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly TrainingJob job;
    private readonly EndToEndOptions options;
    private readonly Device device;
    private readonly int batchSize;
    private readonly TorchNetwork network;
    private readonly NetworkStep step;
    private readonly WeightAverage? average;
    private readonly BatchLoader loader;
    private readonly List<string> notes;
    private readonly string key;
    private ImmutableArray<EpochFigures> curve = [];
    private NetworkWeights? kept;
    private NetworkWeights? best;
    private int bestEpoch;
    private int epochsDone;
    private long stepsDone;

    /// <param name="job">What to train.</param>
    /// <param name="start">Weights to start from, head included.</param>
    /// <param name="checkpoint">Where to go on; null for the beginning.</param>
    /// <param name="batchSize">Images in a step.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="notes">Receives what the user should know.</param>
    internal TrainingLoop(TrainingJob job, NetworkWeights start, Checkpoint? checkpoint, int batchSize, Device device, List<string> notes)
    {
        (this.job, options, this.batchSize, this.device, this.notes) = (job, job.Options, batchSize, device, notes);
        key = CheckpointKey.Of(job);
        network = new TorchNetwork(
            job.Plan, checkpoint?.Weights ?? start, job.Targets.Outputs, device, FirstTrainedStage(),
            Devices.MixesPrecision(options, device), Devices.LaysChannelsLast(options, device));
        step = new NetworkStep(network, options, job.Targets.Task, device);
        average = options.WeightAverage > 0 ? new WeightAverage(network, options.WeightAverage) : null;
        loader = new BatchLoader(job.Stored, SoftTargets.Of(job.Targets, job.Rows, options.LabelSmoothing, options.ClassBalance), options, job.Seed);
        if (checkpoint is not null) Restore(checkpoint);
    }

    /// <summary>Trains what is left to train.</summary>
    /// <exception cref="EndToEndException">The loss was not finite before the first epoch ended.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the checkpoint holds the last whole epoch.</exception>
    internal TrainedWeights Run(CancellationToken cancellation)
    {
        if (epochsDone == 0) MeasureFoldedStatistics();
        while (epochsDone < options.Epochs && !IsStale() && RunEpoch(epochsDone + 1, cancellation))
        {
        }

        var final = options.Patience > 0 && best is not null ? best : kept;
        return new TrainedWeights(final ?? throw new InvalidOperationException("No epoch ended."), curve, [.. notes]);
    }

    public void Dispose()
    {
        average?.Dispose();
        step.Dispose();
        network.Dispose();
    }

    private int FirstTrainedStage() => options.Trained switch
    {
        TrainedLayers.Head => job.Plan.HeadStage,
        TrainedLayers.LastStage => job.Plan.LastStage,
        _ => 0,
    };

    private bool IsStale() => options.Patience > 0 && bestEpoch > 0 && epochsDone - bestEpoch >= options.Patience;

    private bool RunEpoch(int epoch, CancellationToken cancellation)
    {
        var order = EpochOrder.Of(job.Rows, job.Targets, options.Sampling, job.Seed, epoch);
        var steps = BatchLoader.Steps(order.Length, batchSize);
        var clock = new EpochClock(job, epoch, steps, batchSize, curve);
        var done = 0;
        network.train();
        step.Restart();
        using var batches = loader.Epoch(epoch, order, batchSize, cancellation).GetEnumerator();
        while (clock.Next(batches))
        {
            cancellation.ThrowIfCancellationRequested();
            job.BeforeStep?.Invoke(epoch, done, batchSize);
            var rate = LearningRate.At(options, (epoch - 1 + ((double)done / steps)) / options.Epochs);
            var finite = step.Run(batches.Current, ++stepsDone, rate);
            done++;
            average?.Update(stepsDone);
            if (!finite) return StopAtNaN(epoch, done, rate);
            clock.Done();
        }

        return End(epoch, cancellation);
    }

    private bool End(int epoch, CancellationToken cancellation)
    {
        var loss = step.MeanLoss();
        var current = average?.Weights() ?? network.Weights();
        if (!double.IsFinite(loss) || !current.AreFinite()) return StopAtNaN(epoch, BatchLoader.Steps(job.Rows.Length, batchSize), double.NaN);
        kept = current;
        epochsDone = epoch;
        var figures = Judge(epoch, loss, cancellation);
        curve = curve.Add(figures);
        if (job.CheckpointPath is { } path) CheckpointFile.Write(path, Capture());
        if (IsStale() && epoch < options.Epochs) notes.Add($"Training ended after epoch {epoch} of {options.Epochs}: {options.Patience} epochs were no better than epoch {bestEpoch}, whose weights are kept.");
        return true;
    }

    private EpochFigures Judge(int epoch, double loss, CancellationToken cancellation)
    {
        if (job.HeldOut.IsEmpty) return new EpochFigures(epoch, loss, double.NaN, double.NaN);
        using var judged = new TorchNetwork(job.Plan, kept!, job.Targets.Outputs, device, channelsLast: Devices.LaysChannelsLast(options, device));
        var logits = Scoring.Logits(judged, job.Exact, job.HeldOut, job.Targets.Outputs, device, cancellation);
        var figures = new EpochFigures(epoch, loss, Scoring.LossOf(logits, job.Targets, job.HeldOut), Scoring.Auc(logits, job.Targets, job.HeldOut));
        if (IsBetter(figures)) (best, bestEpoch) = (kept, epoch);
        return figures;
    }

    // The area saturates near 1, so ties are common: there the loss decides.
    private bool IsBetter(EpochFigures figures)
    {
        if (bestEpoch == 0) return true;
        var before = curve[bestEpoch - 1];
        return figures.ValidationAuc > before.ValidationAuc
            || (!(figures.ValidationAuc < before.ValidationAuc) && figures.ValidationLoss < before.ValidationLoss);
    }

    private bool StopAtNaN(int epoch, int done, double rate)
    {
        var what = FormattableString.Invariant($"The loss was no longer a number in epoch {epoch}, step {done}, at a learning rate of {rate:G3}");
        if (kept is null) throw new EndToEndException($"{what}, before one epoch had ended: nothing is kept. Take a lower learning rate than {options.LearningRate:G3} or a longer warm-up than {options.WarmUp:G3}.");
        notes.Add($"{what}: training stopped, and the weights of epoch {epochsDone} are kept. A lower learning rate than {options.LearningRate:G3} may help.");
        return false;
    }

    private void MeasureFoldedStatistics()
    {
        if (!network.HasFoldedStatistics) return;
        var order = EpochOrder.Of(job.Rows, job.Targets, RowSampling.Shuffled, job.Seed, 0);
        var side = options.Network.InputSize;
        foreach (var batch in loader.Epoch(0, order, Math.Min(order.Length, 4 * batchSize), CancellationToken.None).Take(1))
        {
            using var scope = NewDisposeScope();
            network.MeasureFoldedStatistics(tensor(batch.Pixels, [batch.Count, 1, side, side], device: device));
        }

        average?.Restore(network.Weights());
    }

    private Checkpoint Capture() => new()
    {
        Key = key,
        Network = job.Plan.Spec.Name,
        Epoch = epochsDone,
        Step = stepsDone,
        BatchSize = batchSize,
        Curve = curve,
        BestEpoch = bestEpoch,
        Notes = [.. notes],
        Weights = network.Weights(),
        Average = average?.Weights(),
        Best = options.Patience > 0 ? best : null,
        FirstMoments = step.Optimiser.FirstMoments,
        SecondMoments = step.Optimiser.SecondMoments,
    };

    private void Restore(Checkpoint checkpoint)
    {
        step.Optimiser.Restore(checkpoint.FirstMoments, checkpoint.SecondMoments);
        if (checkpoint.Average is { } averaged) average?.Restore(averaged);
        (epochsDone, stepsDone, curve) = (checkpoint.Epoch, checkpoint.Step, checkpoint.Curve);
        (best, bestEpoch, kept) = (checkpoint.Best, checkpoint.BestEpoch, checkpoint.Average ?? checkpoint.Weights);
    }
}
