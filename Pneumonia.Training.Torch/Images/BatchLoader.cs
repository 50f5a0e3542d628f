using System.Buffers;
using System.Collections.Concurrent;
using Pneumonia.Training.Torch.Augmentation;

namespace Pneumonia.Training.Torch.Images;

/// <summary>
/// Prepares batches on other threads, a few ahead of the network, in a fixed order: what a batch holds depends on seed, epoch and rows, never on timing.
/// </summary>
/// <param name="source">Stored images.</param>
/// <param name="targets">What they should become.</param>
/// <param name="options">Augmentation, mixup, input size and threads.</param>
/// <param name="seed">Seed of the draws.</param>
internal sealed class BatchLoader(IPixelSource source, SoftTargets targets, EndToEndOptions options, int seed)
{
    private const int Ahead = 4;

    private readonly Augmenter augmenter = new(options.Augmentation, source.Side, options.Network.InputSize);
    private readonly ConcurrentBag<TrainingBatch> free = [];

    /// <summary>
    /// The batches of an epoch. Each is valid until the next is asked for. Rows that fill no whole batch are left to the next epoch, unless there are no others.
    /// </summary>
    internal IEnumerable<TrainingBatch> Epoch(int epoch, int[] order, int batchSize, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<TrainingBatch>(Ahead);
        var producer = Task.Run(() => Produce(epoch, order, batchSize, ready, stop.Token), CancellationToken.None);
        try
        {
            foreach (var batch in Ready(ready, cancellation))
            {
                yield return batch;
                free.Add(batch);
            }

            producer.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // Its fault, if any, was seen above; here it only has to have ended before what it uses goes.
            Task.WhenAny(producer).GetAwaiter().GetResult();
        }
    }

    internal static int Steps(int rows, int batchSize) => Math.Max(1, rows / batchSize);

    private static IEnumerable<TrainingBatch> Ready(BlockingCollection<TrainingBatch> ready, CancellationToken cancellation)
    {
        while (ready.TryTake(out var batch, Timeout.Infinite, cancellation)) yield return batch;
    }

    private void Produce(int epoch, int[] order, int batchSize, BlockingCollection<TrainingBatch> ready, CancellationToken stop)
    {
        try
        {
            var steps = Steps(order.Length, batchSize);
            for (var step = 0; step < steps; step++)
            {
                var rows = order.AsMemory(step * batchSize, Math.Min(batchSize, order.Length));
                ready.Add(Make(epoch, step, rows, stop), stop);
            }
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private TrainingBatch Make(int epoch, int step, ReadOnlyMemory<int> rows, CancellationToken stop)
    {
        var side = options.Network.InputSize;
        if (!free.TryTake(out var batch) || batch.Count != rows.Length) batch = new TrainingBatch(rows.Length, side * side, targets.Outputs);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = stop };
        Parallel.For(0, rows.Length, parallel, i => Fill(batch, i, rows.Span[i], epoch, step * rows.Length + i));
        if (options.Mixup > 0) Mixup.Apply(batch, options.Mixup, StableSeed.Of(seed, $"mixup {epoch}", step));
        return batch;
    }

    private void Fill(TrainingBatch batch, int i, int row, int epoch, int position)
    {
        var stored = ArrayPool<byte>.Shared.Rent(source.Side * source.Side);
        try
        {
            var square = stored.AsSpan(0, source.Side * source.Side);
            source.Read(row, square);
            // The position goes in too: with balanced sampling a row comes more than once an epoch.
            augmenter.Make(square, StableSeed.Of(seed, $"image {epoch} {position}", row), batch.Image(i));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }

        targets.Of(row).CopyTo(batch.TargetsOf(i));
        targets.WeightsOf(row).CopyTo(batch.WeightsOf(i));
    }
}
