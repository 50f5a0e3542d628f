using Pneumonia.Model.Drifting;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Model.Inference;

/// <summary>Decodes a batch on all processors, then runs the network once over what could be read.</summary>
internal sealed class BatchPredictor(int size, IScorer scorer, DecisionRule rule, ClassifierOptions options, DriftWatch drift)
{
    public IEnumerable<Prediction> Run<T>(
        IEnumerable<T> items, Func<T, string?> source, Func<T, ImageLimits, byte[]> read, CancellationToken cancellationToken)
    {
        var area = size * size;
        var pixels = new float[options.BatchSize * area];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };

        foreach (var chunk in items.Chunk(options.BatchSize))
        {
            var problems = new string?[chunk.Length];
            var poses = new PoseCorrection?[chunk.Length];
            Parallel.For(0, chunk.Length, parallel, i =>
            {
                try
                {
                    poses[i] = PosedPixels.Prepare(read(chunk[i], options.Images), size, pixels.AsSpan(i * area, area), options);
                }
                catch (UnreadableImageException e)
                {
                    problems[i] = e.Message;
                }
            });

            var readable = CloseRanks(pixels, problems, area);
            var scored = readable > 0 ? scorer.Score(pixels, readable) : null;
            for (int i = 0, row = 0; i < chunk.Length; i++)
            {
                yield return problems[i] is { } problem
                    ? new Prediction { Source = source(chunk[i]), Decision = Decision.Unreadable, Problem = problem }
                    : drift.Note(PosedPixels.Tell(rule.Decide(scored!, row++, source(chunk[i])), poses[i], options));
            }
        }
    }

    private static int CloseRanks(float[] pixels, string?[] problems, int area)
    {
        var row = 0;
        for (var i = 0; i < problems.Length; i++)
        {
            if (problems[i] is not null) continue;
            if (i != row) pixels.AsSpan(i * area, area).CopyTo(pixels.AsSpan(row * area));
            row++;
        }

        return row;
    }
}
