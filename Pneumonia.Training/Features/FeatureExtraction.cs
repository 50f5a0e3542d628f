using Pneumonia.Model.Imaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Features;

/// <summary>
/// Fills a work folder with all that training computes of an image alone: its traits for screening, its features by each backbone, its
/// appearance. A training run on the same images finds them there. Labels play no part, so the work may be shared: each process fills a folder
/// of its own with its <see cref="Pneumonia.Model.Shard"/>, and <see cref="StoreMerge"/> joins them.
/// </summary>
public static class FeatureExtraction
{
    /// <summary>Computes what the store lacks. Memory does not grow with the number of images; what is done when it ends early is kept.</summary>
    /// <param name="images">Paths, read ahead by 512 at most; see <see cref="Data.ImagePaths"/>. What can't be read is told and left out.</param>
    /// <param name="options">The defaults where null.</param>
    /// <param name="progress">Told how far it is, on the thread that does it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TrainingOptionsException">An option is out of range; all faults are listed.</exception>
    /// <exception cref="BackboneException">A backbone isn't there or is damaged.</exception>
    /// <exception cref="WorkFolderException">The work folder can't be used, or the disk under it is full.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FeatureExtractionResult Run(
        IEnumerable<string> images, FeatureExtractionOptions? options = null, IProgress<FeatureExtractionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new();
        var faults = options.Faults().ToList();
        if (faults.Count > 0) throw new TrainingOptionsException(faults);

        var backbones = options.Backbones.Select(static name => new BackboneStore().Resolve(name)).DistinctBy(static b => b.Sha256).ToArray();
        using var work = WorkFolder.Open(options.WorkFolder);
        try
        {
            string? aside = null;
            using var store = StoreDatabase.Open(work.StorePath, path => aside = path);
            using var filler = new StoreFiller(store, backbones, options);
            return filler.Run(images, progress, cancellationToken) with { SetAside = aside };
        }
        catch (Exception e) when (WorkFolderException.Of(e, work) is { } fault)
        {
            throw fault;
        }
    }
}
