using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Typicality;

/// <summary>The appearance of the run's images, by the very nodes that the classifier's graph holds; what the store has is not computed again.</summary>
internal sealed class AppearanceSource(
    ImmutableArray<ImageFile> images, StoreDatabase database, int side, int workers, ImageLimits limits)
{
    private readonly FeatureModel model = FeatureModel.Appearance(side);

    /// <param name="positions">Places in the run's images.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Data.DataSetException">An image is no longer what it was.</exception>
    public FeatureMatrix Read(ImmutableArray<int> positions, CancellationToken cancellationToken)
    {
        if (positions.IsEmpty) return new FeatureMatrix([], Appearance.Width);
        var store = new FeatureStore(database, model.Key, model.Width);
        ImageFile[] wanted = [.. positions.Select(i => images[i])];
        using var extractor = new FeatureExtractor(model, store, new ExtractionOptions { Workers = workers, Images = limits });
        var problems = extractor.Run(wanted, null, cancellationToken);
        if (problems.Count > 0) throw problems[0].Image.Gone(problems[0].Problem, problems.Count - 1);
        var values = new float[wanted.Length * model.Width];
        var absent = store.Read([.. wanted.Select(static i => i.Sha256)], values);
        if (absent.Count > 0) throw new IOException($"{absent.Count} of {wanted.Length} vectors of appearance are missing from the store; run again to compute them anew.");
        return new FeatureMatrix(values, model.Width);
    }
}
