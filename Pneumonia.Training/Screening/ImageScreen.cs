using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Data;
using Pneumonia.Training.Features;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Screening;

/// <summary>Looks at every image before anything learns from it: hashes it, decodes it, and sets aside what can't be read.</summary>
internal sealed class ImageScreen(ScreeningStore store, ImageLimits limits, int threads)
{
    // Small enough to cost little, and decoding reads every byte all the same.
    private const int TrialSize = 32;

    private const int WriteEvery = 256;

    public async Task<ScreenedData> RunAsync(DataSet data, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var total = data.Samples.Length;
        var hashing = new SynchronousProgress<int>(done => progress?.Report(new TrainingProgress(TrainingStage.Screening, done, total, "hashing")));
        var hashes = await ContentHash.ComputeAsync(data, threads, hashing, cancellationToken).ConfigureAwait(false);
        var settled = ExactDuplicates.Settle(data, hashes.Images);

        var problems = Decode(settled, hashes.Images, progress, cancellationToken);
        var kept = Enumerable.Range(0, total).Where(i => problems[i] is null).ToImmutableArray();
        var unreadable = Enumerable.Range(0, total)
            .Where(i => problems[i] is not null)
            .Select(i => new ScreeningFinding(settled.Samples[i].Name, problems[i]!))
            .ToImmutableArray();
        var readable = settled.With([.. kept.Select(i => settled.Samples[i])], Notes(unreadable));
        return new ScreenedData(
            readable,
            [.. kept.Select(i => new ImageFile(settled.Samples[i].Path, hashes.Images[i]!))],
            ContentHash.OfDataSet(readable, [.. kept.Select(i => hashes.Images[i])]),
            unreadable);
    }

    private string?[] Decode(DataSet data, ImmutableArray<string?> hashes, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var known = new ConcurrentDictionary<string, string?>(store.ReadAll(limits), StringComparer.Ordinal);
        var problems = new string?[data.Samples.Length];
        var fresh = new ConcurrentQueue<KeyValuePair<string, string?>>();
        var done = 0;
        Parallel.For(
            0,
            problems.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            i =>
            {
                if (hashes[i] is not { } hash)
                {
                    problems[i] = "The file can't be opened or read.";
                }
                else if (!known.TryGetValue(hash, out problems[i]))
                {
                    (problems[i], var lasting) = Problem(data.Samples[i].Path);
                    if (lasting)
                    {
                        known[hash] = problems[i];
                        fresh.Enqueue(KeyValuePair.Create(hash, problems[i]));
                        if (fresh.Count >= WriteEvery) Write(fresh);
                    }
                }

                progress?.Report(new TrainingProgress(TrainingStage.Screening, Interlocked.Increment(ref done), problems.Length, "decoding"));
            });
        Write(fresh);
        return problems;
    }

    // A file that can't be opened now may be opened tomorrow: only what the bytes themselves say is remembered.
    private (string? Problem, bool Lasting) Problem(string path)
    {
        try
        {
            Span<float> pixels = stackalloc float[TrialSize * TrialSize];
            PixelRecipe.Prepare(ImageSource.Read(path, limits), TrialSize, pixels, limits);
            return (null, true);
        }
        catch (UnreadableImageException e)
        {
            return (e.Message, e.Fault != ImageFault.Inaccessible);
        }
    }

    private void Write(ConcurrentQueue<KeyValuePair<string, string?>> fresh)
    {
        var batch = new List<KeyValuePair<string, string?>>();
        while (batch.Count < WriteEvery && fresh.TryDequeue(out var one)) batch.Add(one);
        if (batch.Count > 0) store.Add(limits, batch);
    }

    private static IEnumerable<DataNote> Notes(ImmutableArray<ScreeningFinding> unreadable)
    {
        if (unreadable.IsEmpty) yield break;
        yield return new DataNote(
            NoteSeverity.Warning,
            $"{unreadable.Length} images can't be read and are left out; the first is {unreadable[0].Name}: {unreadable[0].Problem}");
    }
}
