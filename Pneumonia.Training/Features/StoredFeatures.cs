using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Features;

/// <summary>Feature vectors of a run's images by one graph; what the store has is not computed again.</summary>
internal sealed class StoredFeatures(FeatureModel model, ImmutableArray<ImageFile> images, StoreDatabase database, int workers, ImageLimits limits)
{
    /// <param name="positions">Places in the run's images.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Data.DataSetException">An image is no longer what it was.</exception>
    public FeatureMatrix Read(ImmutableArray<int> positions, CancellationToken cancellationToken)
    {
        if (positions.IsEmpty) return new FeatureMatrix([], model.Width);
        var store = new FeatureStore(database, model.Key, model.Width);
        ImageFile[] wanted = [.. positions.Select(i => images[i])];
        using var extractor = new FeatureExtractor(model, store, new ExtractionOptions { Workers = workers, Images = limits });
        var problems = extractor.Run(wanted, null, cancellationToken);
        if (problems.Count > 0) throw problems[0].Image.Gone(problems[0].Problem, problems.Count - 1);
        var values = new float[wanted.Length * model.Width];
        var absent = store.Read([.. wanted.Select(static i => i.Sha256)], values);
        if (absent.Count > 0) throw new IOException($"{absent.Count} of {wanted.Length} vectors are missing from the store; run again to compute them anew.");
        return new FeatureMatrix(values, model.Width);
    }
}
