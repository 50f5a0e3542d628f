using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Features;

/// <summary>Fills a store chunk by chunk: hash, look, extract. Nothing of a chunk outlives it but counts.</summary>
internal sealed class StoreFiller : IDisposable
{
    // Enough that workers seldom wait at its end, few enough that the files are still in the system's cache when they are read again.
    private const int Chunk = 512;

    private readonly ScreeningStore screening;
    private readonly ImmutableArray<FeatureExtractor> extractors;
    private readonly FeatureExtractionOptions options;

    public StoreFiller(StoreDatabase store, IEnumerable<Backbone> backbones, FeatureExtractionOptions options)
    {
        this.options = options;
        screening = new ScreeningStore(store);
        var models = backbones.Select(backbone => FeatureModel.Read(backbone, options.EffectiveThreads).Model).ToArray();
        var extraction = new ExtractionOptions { BatchSize = options.BatchSize, Workers = options.EffectiveThreads, Images = options.Images };
        extractors =
        [
            .. models.Concat(models.Select(static m => m.InputSize).Distinct().Select(FeatureModel.Appearance))
                .Select(model => new FeatureExtractor(model, new FeatureStore(store, model.Key, model.Width), extraction)),
        ];
    }

    public FeatureExtractionResult Run(IEnumerable<string> images, IProgress<FeatureExtractionProgress>? progress, CancellationToken cancellationToken)
    {
        var counted = new FeatureExtractionResult(0, 0, 0);
        foreach (var chunk in images.Chunk(Chunk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (computed, unreadable) = Fill(chunk, cancellationToken);
            counted = new FeatureExtractionResult(counted.Images + chunk.Length, counted.Computed + computed, counted.Unreadable + unreadable.Length);
            progress?.Report(new FeatureExtractionProgress(counted, unreadable));
        }

        return counted;
    }

    public void Dispose()
    {
        foreach (var extractor in extractors) extractor.Dispose();
    }

    private (int Computed, ImmutableArray<UnreadableImage> Unreadable) Fill(string[] paths, CancellationToken cancellationToken)
    {
        var hashes = new string?[paths.Length];
        Parallel.For(0, paths.Length, Workers(cancellationToken), i => hashes[i] = ContentHash.OfFile(paths[i], cancellationToken));
        var files = paths.Zip(hashes).Where(static p => p.Second is not null).Select(static p => new ImageFile(p.First, p.Second!)).DistinctBy(static f => f.Sha256).ToList();
        var touched = Look(files, cancellationToken);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var extractor in extractors)
        {
            var missing = extractor.Missing(files.Select(static f => f.Sha256));
            touched.UnionWith(missing);
            foreach (var (image, problem) in extractor.Run([.. files.Where(f => missing.Contains(f.Sha256))], null, cancellationToken)) problems[image.Sha256] = problem;
            files.RemoveAll(f => problems.ContainsKey(f.Sha256));
        }

        touched.ExceptWith(problems.Keys);
        string? Problem(string? hash) => hash is null ? "The file can't be opened or read." : problems.GetValueOrDefault(hash);
        return (touched.Count, [.. paths.Zip(hashes, (path, hash) => (path, Problem(hash))).Where(static p => p.Item2 is not null).Select(static p => new UnreadableImage(p.path, p.Item2!))]);
    }

    private HashSet<string> Look(List<ImageFile> files, CancellationToken cancellationToken)
    {
        var missing = screening.Missing(options.Images, files.Select(static f => f.Sha256));
        var seen = new ConcurrentBag<KeyValuePair<string, ScreenedImage>>();
        try
        {
            Parallel.ForEach(files.Where(f => missing.Contains(f.Sha256)), Workers(cancellationToken), file =>
            {
                var image = ScreenedImage.Look(file, options.Images);
                if (image.IsLasting) seen.Add(KeyValuePair.Create(file.Sha256, image));
            });
        }
        finally
        {
            if (!seen.IsEmpty) screening.Add(options.Images, seen);
        }

        return missing;
    }

    private ParallelOptions Workers(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken };
}
