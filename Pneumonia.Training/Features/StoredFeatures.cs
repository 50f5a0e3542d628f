using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Features;

/// <summary>Feature vectors of a run's images by one graph; what the store has is not computed again.</summary>
internal sealed class StoredFeatures(FeatureModel model, ImmutableArray<ImageFile> images, StoreDatabase database, int workers, ImageLimits limits)
{
    /// <param name="positions">Places in the run's images.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">An image can't be read any more.</exception>
    public FeatureMatrix Read(ImmutableArray<int> positions, CancellationToken cancellationToken)
    {
        if (positions.IsEmpty) return new FeatureMatrix([], model.Width);
        var store = new FeatureStore(database, model.Key, model.Width);
        ImageFile[] wanted = [.. positions.Select(i => images[i])];
        var problems = new FeatureExtractor(model, store, new ExtractionOptions { Workers = workers, Images = limits }).Run(wanted, null, cancellationToken);
        if (problems.Count > 0) throw new IOException($"'{problems[0].Image.Path}' was readable a moment ago and no longer is: {problems[0].Problem}");
        var values = new float[wanted.Length * model.Width];
        var absent = store.Read([.. wanted.Select(static i => i.Sha256)], values);
        if (absent.Count > 0) throw new IOException($"{absent.Count} of {wanted.Length} vectors are missing from the store; run again to compute them anew.");
        return new FeatureMatrix(values, model.Width);
    }
}
