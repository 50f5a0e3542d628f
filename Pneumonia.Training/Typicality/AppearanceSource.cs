using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Typicality;

/// <summary>The appearance of the run's images, by the very nodes that the classifier's graph holds.</summary>
internal sealed class AppearanceSource(ImmutableArray<ImageFile> images, StoreDatabase database, int side, int workers, ImageLimits limits)
{
    private readonly StoredFeatures stored = new(FeatureModel.Appearance(side), images, database, workers, limits);

    /// <inheritdoc cref="StoredFeatures.Read"/>
    public FeatureMatrix Read(ImmutableArray<int> positions, CancellationToken cancellationToken) => stored.Read(positions, cancellationToken);
}
