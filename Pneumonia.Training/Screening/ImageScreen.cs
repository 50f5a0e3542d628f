using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Data;
using Pneumonia.Training.Features;
using Pneumonia.Training.Screening.Rules;
using Pneumonia.Training.Screening.Traits;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Screening;

/// <summary>
/// Looks at every image before anything learns from it. Each is decoded once in its life, one a thread; a hundred bytes of it are kept and
/// remembered, and rules are applied to these.
/// </summary>
internal sealed class ImageScreen(ScreeningStore store, ImageLimits limits, int threads, ScreeningOptions? options = null)
{
    private const int WriteEvery = 256;

    private readonly ScreeningOptions options = options ?? new();

    public async Task<ScreenedData> RunAsync(DataSet data, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var total = data.Samples.Length;
        var hashing = new SynchronousProgress<int>(done => progress?.Report(new TrainingProgress(TrainingStage.Screening, done, total, "hashing")));
        var hashes = (await ContentHash.ComputeAsync(data, threads, hashing, cancellationToken).ConfigureAwait(false)).Images;
        var images = Look(data, hashes, progress, cancellationToken);

        var verdicts = new Verdicts(data, options);
        verdicts.Add(Enumerable.Range(0, total).SelectMany(i => OfImage(i, images[i])));
        verdicts.Add(DuplicateRules.Exact(data, hashes));
        verdicts.Add(DuplicateRules.Near(data, hashes, images, options, cancellationToken));
        verdicts.Add(DataSetRules.Patients(data));
        verdicts.Add(LeakRules.Of(data, images, options));

        var kept = Enumerable.Range(0, total).Where(i => !verdicts.IsLeftOut(i)).ToImmutableArray();
        var settled = ExactDuplicates.Settle(data.With([.. kept.Select(i => data.Samples[i])], []), [.. kept.Select(i => hashes[i])]);
        verdicts.Add(DataSetRules.FewImages(settled, options));

        var report = verdicts.ToReport();
        var screened = settled.With(settled.Samples, ScreeningNotes.Of(report));
        return new ScreenedData(
            screened,
            [.. kept.Select(i => new ImageFile(data.Samples[i].Path, hashes[i]!))],
            ContentHash.OfDataSet(screened, [.. kept.Select(i => hashes[i])]),
            report);
    }

    private ScreenedImage[] Look(DataSet data, ImmutableArray<string?> hashes, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var known = new ConcurrentDictionary<string, ScreenedImage>(store.ReadAll(limits), StringComparer.Ordinal);
        var images = new ScreenedImage[data.Samples.Length];
        var fresh = new ConcurrentQueue<KeyValuePair<string, ScreenedImage>>();
        var done = 0;
        try
        {
            Parallel.For(
                0,
                images.Length,
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                i =>
                {
                    images[i] = Look(data.Samples[i].Path, hashes[i], known, fresh);
                    if (fresh.Count >= WriteEvery) Write(fresh);
                    progress?.Report(new TrainingProgress(TrainingStage.Screening, Interlocked.Increment(ref done), images.Length, "decoding"));
                });
        }
        finally
        {
            // Also of a run that was stopped: what was seen is not looked at again.
            while (!fresh.IsEmpty) Write(fresh);
        }

        return images;
    }

    private ScreenedImage Look(
        string path, string? hash, ConcurrentDictionary<string, ScreenedImage> known, ConcurrentQueue<KeyValuePair<string, ScreenedImage>> fresh)
    {
        if (hash is null) return new ScreenedImage(null, ImageFault.Inaccessible, "The file can't be opened or read.");
        if (known.TryGetValue(hash, out var image)) return image;
        // What is seen is remembered under the hash, so it has to be the very bytes that were hashed.
        image = ScreenedImage.Look(new ImageFile(path, hash), limits);
        if (!image.IsLasting) return image;
        if (known.TryAdd(hash, image)) fresh.Enqueue(KeyValuePair.Create(hash, image));
        return image;
    }

    private void Write(ConcurrentQueue<KeyValuePair<string, ScreenedImage>> fresh)
    {
        var batch = new List<KeyValuePair<string, ScreenedImage>>();
        while (batch.Count < WriteEvery && fresh.TryDequeue(out var one)) batch.Add(one);
        if (batch.Count > 0) store.Add(limits, batch);
    }

    private IEnumerable<Suspicion> OfImage(int row, ScreenedImage image)
    {
        if (image.Traits is not { } traits)
        {
            var kind = image.Fault == ImageFault.Truncated ? ScreeningKind.Truncated : ScreeningKind.Unreadable;
            return [new Suspicion(kind, true, [row], image.Problem!) { IsUnusable = true }];
        }

        return ImageRules.Of(traits, options).Select(found => new Suspicion(found.Kind, true, [row], found.Problem) { Excludes = [row] });
    }
}
