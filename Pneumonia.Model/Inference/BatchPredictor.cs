using System.Runtime.ExceptionServices;
using Pneumonia.Model.Drifting;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Model.Inference;

/// <summary>
/// Answers batch by batch. Where there is work for all, each worker decodes a few images and runs the network over them on its own thread, so that the
/// processors never wait for each other; a handful of images is decoded by all and then run once, with all threads on the one network.
/// </summary>
internal sealed class BatchPredictor(int size, IScorer scorer, DecisionRule rule, ClassifierOptions options, DriftWatch drift)
{
    // Shares a worker: so small that nobody waits long for the last one. The network is as fast on two images as on sixteen.
    private const int SharesEach = 4;

    private readonly int area = size * size;

    public IEnumerable<Prediction> Run<T>(
        IEnumerable<T> items, Func<T, string?> source, Func<T, ImageLimits, byte[]> read, CancellationToken cancellationToken)
    {
        var pixels = new float[options.BatchSize * area];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
        foreach (var chunk in items.Chunk(options.BatchSize))
        {
            var work = new Work<T>(chunk, new Prediction[chunk.Length], pixels, source, read);
            Answer(work, parallel);
            foreach (var answer in work.Answers) yield return answer.Decision == Decision.Unreadable ? answer : drift.Note(answer);
        }
    }

    private void Answer<T>(Work<T> work, ParallelOptions parallel)
    {
        var (count, workers) = (work.Items.Length, options.EffectiveThreads);
        try
        {
            if (count < 2 * workers)
            {
                Answer(work, 0, count, scorer.Score, (images, body) => Parallel.For(0, images, parallel, body));
                return;
            }

            var share = Math.Max(1, count / (SharesEach * workers));
            Parallel.For(0, (count + share - 1) / share, parallel, s => Answer(work, s * share, Math.Min(share, count - (s * share)), scorer.ScoreAlone, InTurn));
        }
        catch (AggregateException e)
        {
            // What ends one worker, a classifier that was disposed of, ends them all.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private void Answer<T>(Work<T> work, int first, int count, Func<ReadOnlyMemory<float>, int, ScoredBatch> score, Action<int, Action<int>> forEach)
    {
        var pixels = work.Pixels.AsMemory(first * area, count * area);
        var problems = new string?[count];
        var poses = new PoseCorrection?[count];
        forEach(count, i =>
        {
            try
            {
                poses[i] = PosedPixels.Prepare(work.Read(work.Items[first + i], options.Images), size, pixels.Span.Slice(i * area, area), options);
            }
            catch (UnreadableImageException e)
            {
                problems[i] = e.Message;
            }
        });

        var readable = CloseRanks(pixels.Span, problems);
        var scored = readable > 0 ? score(pixels, readable) : null;
        for (int i = 0, row = 0; i < count; i++)
        {
            var name = work.Source(work.Items[first + i]);
            work.Answers[first + i] = problems[i] is { } problem
                ? new Prediction { Source = name, Decision = Decision.Unreadable, Problem = problem }
                : PosedPixels.Tell(rule.Decide(scored!, row++, name), poses[i], options);
        }
    }

    private static void InTurn(int count, Action<int> body)
    {
        for (var i = 0; i < count; i++) body(i);
    }

    private int CloseRanks(Span<float> pixels, string?[] problems)
    {
        var row = 0;
        for (var i = 0; i < problems.Length; i++)
        {
            if (problems[i] is not null) continue;
            if (i != row) pixels.Slice(i * area, area).CopyTo(pixels[(row * area)..]);
            row++;
        }

        return row;
    }

    private sealed record Work<T>(T[] Items, Prediction[] Answers, float[] Pixels, Func<T, string?> Source, Func<T, ImageLimits, byte[]> Read);
}
