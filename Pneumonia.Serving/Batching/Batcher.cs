using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Serving.Hosting;

namespace Pneumonia.Serving.Batching;

/// <summary>
/// Runs together what waits together. Whatever came while the network was busy forms the next batch; it never waits for company, so a lone
/// request is answered as fast as without batching, and the batches grow by themselves as the load does.
/// </summary>
internal sealed class Batcher : IAsyncDisposable, IDisposable
{
    private readonly Channel<PredictJob> jobs = Channel.CreateUnbounded<PredictJob>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<PredictJob> batch;
    private readonly int batchSize;
    private readonly ModelHost host;
    private readonly Admission admission;
    private readonly Telemetry telemetry;
    private readonly TimeProvider time;
    private readonly ILogger<Batcher> logger;
    private readonly Task loop;

    public Batcher(ModelHost host, Admission admission, ServingOptions options, Telemetry telemetry, TimeProvider time, ILogger<Batcher> logger)
    {
        (this.host, this.admission, this.telemetry, this.time, this.logger) = (host, admission, telemetry, time, logger);
        batchSize = options.Classifier.BatchSize;
        batch = new List<PredictJob>(batchSize);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Takes images that were admitted; each leaves the admission when its batch has run or it was cancelled in the queue.</summary>
    public PredictJob Add(byte[] image, CancellationToken cancellationToken)
    {
        var job = new PredictJob(image, time.GetTimestamp(), cancellationToken);
        if (jobs.Writer.TryWrite(job)) return job;
        admission.Leave(1);
        job.SetException(new ObjectDisposedException(nameof(PneumoniaPredictor)));
        return job;
    }

    /// <summary>Ends after what is waiting has been answered.</summary>
    public async ValueTask DisposeAsync()
    {
        jobs.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        jobs.Writer.TryComplete();
        loop.GetAwaiter().GetResult();
    }

    private async Task RunAsync()
    {
        while (await jobs.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < batchSize && jobs.Reader.TryRead(out var job))
            {
                if (!job.Cancellation.IsCancellationRequested)
                {
                    batch.Add(job);
                    continue;
                }

                admission.Leave(1);
                job.TrySetCanceled(job.Cancellation);
            }

            if (batch.Count > 0) Answer();
        }
    }

    private void Answer()
    {
        var start = time.GetTimestamp();
        foreach (var job in batch) telemetry.Waited(time.GetElapsedTime(job.Enqueued, start));
        try
        {
            var answers = Run();
            var duration = time.GetElapsedTime(start);
            admission.Learn(duration, batch.Count);
            admission.Leave(batch.Count);
            telemetry.RanBatch(batch.Count, duration);
            for (var i = 0; i < batch.Count; i++)
            {
                telemetry.Answered(answers[i].Decision);
                batch[i].SetResult(answers[i]);
            }
        }
#pragma warning disable CA1031 // Whatever it was, it is told to those who wait, and the next batch is another matter.
        catch (Exception e)
#pragma warning restore CA1031
        {
            admission.Leave(batch.Count);
            Log.BatchFailed(logger, batch.Count, e);
            foreach (var job in batch) job.TrySetException(e);
        }
    }

    private IReadOnlyList<Prediction> Run()
    {
        using var activity = Telemetry.Start("pneumonia.batch", batch.Count);
        using var model = host.Acquire();
        if (batch.Count > 1) return model.Classifier.PredictBatch([.. batch.Select(static j => j.Image)]);
        try
        {
            return [model.Classifier.Predict(batch[0].Image)];
        }
        catch (UnreadableImageException e)
        {
            return [new Prediction { Decision = Decision.Unreadable, Problem = e.Message }];
        }
    }
}
