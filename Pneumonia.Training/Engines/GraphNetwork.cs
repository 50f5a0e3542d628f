using System.Collections.Immutable;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Engines;

/// <summary>A network that ends as one ONNX graph: a backbone and a linear head on its pooled features.</summary>
internal abstract class GraphNetwork : TrainedNetwork
{
    public override int InputSize => Graph.Input.Side;

    internal abstract BackboneGraph Graph { get; }

    internal abstract LinearFunction Head { get; }

    /// <summary>Features of images, given by their position in <see cref="EngineContext.Images"/>.</summary>
    internal abstract FeatureMatrix Features(ImmutableArray<int> images, CancellationToken cancellationToken);

    public override float[] Logits(ImmutableArray<int> images, CancellationToken cancellationToken)
    {
        var features = Features(images, cancellationToken);
        return Head.Apply(features, [.. Enumerable.Range(0, features.Rows)]);
    }
}
