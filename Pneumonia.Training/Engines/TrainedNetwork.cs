using System.Collections.Immutable;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Engines;

/// <summary>A trained network: a backbone in ONNX and a linear head on its pooled features.</summary>
public abstract class TrainedNetwork : IDisposable
{
    // Only this project's engines can end as one graph.
    private protected TrainedNetwork()
    {
    }

    /// <value>Where the backbone came from.</value>
    public abstract Backbone Backbone { get; }

    internal abstract BackboneGraph Graph { get; }

    internal abstract LinearFunction Head { get; }

    /// <summary>Features of images, given by their position in <see cref="EngineContext.Images"/>.</summary>
    internal abstract FeatureMatrix Features(ImmutableArray<int> images, CancellationToken cancellationToken);

    /// <summary>Logits [images, K] of images, given by their position in <see cref="EngineContext.Images"/>.</summary>
    public float[] Logits(ImmutableArray<int> images, CancellationToken cancellationToken)
    {
        var features = Features(images, cancellationToken);
        return Head.Apply(features, [.. Enumerable.Range(0, features.Rows)]);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
