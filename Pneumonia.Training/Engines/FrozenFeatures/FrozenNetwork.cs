using System.Collections.Immutable;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>A frozen backbone with its trained head; scores come from the store, so no image is run again.</summary>
internal sealed class FrozenNetwork(FeatureSource source, LinearFunction head) : GraphNetwork
{
    public override Backbone Backbone => source.Backbone;

    internal override BackboneGraph Graph => source.Graph;

    internal override LinearFunction Head => head;

    internal override FeatureMatrix Features(ImmutableArray<int> images, CancellationToken cancellationToken) => source.Read(images);
}
