using System.Collections.Immutable;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>Measures an epoch: images a second, time left, time waited; and tells of it about once a second.</summary>
internal sealed class EpochClock(TrainingJob job, int epoch, int steps, int batchSize, ImmutableArray<EpochFigures> curve)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly long start = job.Time.GetTimestamp();
    private TimeSpan waited;
    private TimeSpan told = TimeSpan.FromDays(-1);
    private int step;

    /// <summary>Takes the time that getting the next batch takes.</summary>
    internal bool Next<T>(IEnumerator<T> batches)
    {
        var before = job.Time.GetTimestamp();
        var more = batches.MoveNext();
        waited += job.Time.GetElapsedTime(before);
        return more;
    }

    internal void Done()
    {
        step++;
        var elapsed = job.Time.GetElapsedTime(start);
        if (job.Progress is null || (step < steps && elapsed - Interval < told)) return;
        told = elapsed;
        var each = elapsed / step;
        job.Progress.Report(new EndToEndProgress
        {
            Member = job.Member,
            Members = job.Options.Members,
            Epoch = epoch,
            Epochs = job.Options.Epochs,
            Step = step,
            Steps = steps,
            ImagesPerSecond = elapsed > TimeSpan.Zero ? batchSize * step / elapsed.TotalSeconds : 0,
            TimeLeft = each * (((long)(job.Options.Epochs - epoch) * steps) + steps - step),
            WaitingShare = elapsed > TimeSpan.Zero ? waited / elapsed : 0,
            Curve = curve,
        });
    }
}
