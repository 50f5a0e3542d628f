using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pneumonia.Training.Torch.Learning;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch;

/// <summary>Trains a network end to end on libtorch and gives it back as ONNX. Holds options only; may be used again.</summary>
public sealed class EndToEndTrainer
{
    private readonly EndToEndOptions options;
    private readonly TimeProvider time;

    /// <param name="options">What to train, and how.</param>
    /// <param name="time">The clock that speeds are measured by; the system's where null.</param>
    /// <exception cref="TrainingOptionsException">An option breaks a rule; all faults are listed.</exception>
    public EndToEndTrainer(EndToEndOptions options, TimeProvider? time = null)
    {
        var faults = options.Faults().ToList();
        if (faults.Count > 0) throw new TrainingOptionsException(faults);
        (this.options, this.time) = (options, time ?? TimeProvider.System);
    }

    /// <value>Called before each step with epoch, step and batch size: where tests break things.</value>
    internal Action<int, int, int>? BeforeStep { get; init; }

    /// <summary>Trains all members.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="checkpointPath">
    /// Where each member's state goes after each epoch, with its number appended where there are several; a training that was killed goes on from there,
    /// and on the CPU ends with the very weights of one that was not. Null for none.
    /// </param>
    /// <param name="progress">Hears about once a second; may be null.</param>
    /// <param name="cancellationToken">Stops after the step that runs.</param>
    /// <exception cref="EndToEndException">libtorch can't load, weights don't fit, the memory is too small, or the loss was never finite.</exception>
    public Task<EndToEndResult> TrainAsync(
        EndToEndData data, string? checkpointPath = null, IProgress<EndToEndProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var availability = LibTorch.Check();
        if (!availability.Available) throw new EndToEndException($"{availability.Reason} {availability.Remedy}");
        return OwnThread.RunAsync(() => Train(data, new PixelLibrary(data.Images, data.Limits), checkpointPath, progress, cancellationToken), cancellationToken);
    }

    internal EndToEndResult Train(
        EndToEndData data, PixelLibrary pixels, string? checkpointPath, IProgress<EndToEndProgress>? progress, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var plan = NetworkPlan.Of(options.Network);
        var stored = pixels.Stored(options, null, cancellation);
        var dataKey = Key(data);
        var members = new List<TrainedWeights>();
        for (var m = 0; m < options.Members; m++)
        {
            var outside = HeldOut(data, m);
            var heldOut = outside.ToHashSet();
            var job = new TrainingJob
            {
                Options = options,
                Plan = plan,
                Seed = options.Members == 1 ? options.Seed : StableSeed.Of(options.Seed, "member", m),
                Stored = stored,
                Exact = pixels.Exact(options, data.Judges ? outside : [], cancellation),
                Targets = data.Targets,
                Rows = [.. Enumerable.Range(0, data.Images.Length).Where(row => !heldOut.Contains(row) && !data.HeldOut.Contains(row))],
                HeldOut = data.Judges ? outside : [],
                DataKey = dataKey,
                CheckpointPath = checkpointPath is null || options.Members == 1 ? checkpointPath : $"{checkpointPath}.{m + 1}",
                Member = m + 1,
                Time = time,
                Progress = progress,
                BeforeStep = BeforeStep,
            };
            if (job.Rows.Length < 2) throw new EndToEndException($"Training needs 2 images or more; {job.Rows.Length} are left beside those held out.");
            members.Add(NetworkTrainer.Train(job, cancellation));
        }

        var (backbone, head) = EndToEndResult.Join(plan, [.. members.Select(static m => m.Weights)], data.Targets.Outputs);
        return new EndToEndResult(
            options.Network, backbone, head, [.. members.Select(static m => m.Curve)], [.. members.SelectMany(static m => m.Notes).Distinct()],
            time.GetElapsedTime(started));
    }

    // A member that leaves a fold out is judged on it; what is held out of all of them stays unseen by each.
    private ImmutableArray<int> HeldOut(EndToEndData data, int member)
        => options.Members > 1 && !data.Folds.IsDefaultOrEmpty ? data.Folds[member % data.Folds.Length] : data.HeldOut;

    private static string Key(EndToEndData data)
    {
        var text = new StringBuilder();
        for (var i = 0; i < data.Images.Length; i++) text.Append(data.Images[i].Sha256).Append(':').AppendJoin(',', data.Targets.Labels[i]).Append('\n');
        text.Append(data.Targets.Task).Append(data.Targets.Outputs);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
