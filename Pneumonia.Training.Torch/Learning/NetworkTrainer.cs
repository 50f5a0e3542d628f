using System.Runtime.InteropServices;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Networks;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>Trains one network to its end, whatever is in the way: goes on from a checkpoint, halves the batch where the memory does not hold it.</summary>
internal static class NetworkTrainer
{
    private const int SmallestBatch = 4;

    /// <exception cref="EndToEndException">The memory does not even hold a small batch, or the loss was never finite.</exception>
    internal static TrainedWeights Train(TrainingJob job, CancellationToken cancellation)
    {
        set_num_threads(job.Options.EffectiveThreads);
        var device = Devices.Choose(job.Options.Device);
        var notes = new List<string>();
        var start = Start(job);
        var checkpoint = Find(job, notes);
        var batchSize = Math.Min(job.Options.BatchSize, Math.Max(2, job.Rows.Length));
        if (checkpoint is not null) (batchSize, notes) = (checkpoint.BatchSize, [.. checkpoint.Notes]);
        while (true)
        {
            try
            {
                using var loop = new TrainingLoop(job, start, checkpoint, batchSize, device, notes);
                return loop.Run(cancellation);
            }
            catch (Exception e) when (IsOutOfMemory(e))
            {
                if (batchSize / 2 < SmallestBatch)
                {
                    throw new EndToEndException(
                        $"The memory of {device} does not hold a training step of {batchSize} images of {job.Options.Network.InputSize} × {job.Options.Network.InputSize} pixels through {job.Plan.Spec.Name}: take a smaller network or input.", e);
                }

                notes.Add($"The memory of {device} did not hold a step of {batchSize} images: the batch was halved to {batchSize / 2}.");
                batchSize /= 2;
                checkpoint = Find(job, []);
            }

            // What the failed attempt held is only given back when it is collected.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    internal static bool IsOutOfMemory(Exception e) => e is OutOfMemoryException
        || (e is ExternalException && (e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase)));

    private static NetworkWeights Start(TrainingJob job)
    {
        var random = WeightInitializer.Random(job.Plan, job.Targets.Outputs, job.Seed);
        return job.Options.InitialWeights.IsEmpty ? random : random.With(BackboneWeights.Read(job.Plan, job.Options.InitialWeights));
    }

    private static Checkpoint? Find(TrainingJob job, List<string> notes)
    {
        if (job.CheckpointPath is not { } path || !File.Exists(path)) return null;
        try
        {
            var checkpoint = CheckpointFile.Read(path);
            if (checkpoint.Network != job.Plan.Spec.Name)
                notes.Add($"The checkpoint '{Path.GetFileName(path)}' is of another network ({checkpoint.Network}, not {job.Plan.Spec.Name}): training begins anew.");
            else if (checkpoint.Key != CheckpointKey.Of(job))
                notes.Add($"The checkpoint '{Path.GetFileName(path)}' is of other options, data or seed: training begins anew.");
            else
            {
                checkpoint.Weights.Require(job.Plan, job.Targets.Outputs);
                return checkpoint;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or EndToEndException)
        {
            notes.Add($"The checkpoint '{Path.GetFileName(path)}' can't be used, {e.Message}: training begins anew.");
        }

        return null;
    }
}
