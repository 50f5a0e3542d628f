using System.Collections.Immutable;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Quantisation;

/// <summary>A trained network whose backbone was put into another precision: its own features, the same head.</summary>
internal sealed class ReducedNetwork(GraphNetwork original, BackboneGraph graph, StoredFeatures features) : GraphNetwork
{
    public override Backbone Backbone => original.Backbone;

    public override ImmutableArray<string> Notes => original.Notes;

    public override ImmutableSortedDictionary<string, string> Packages => original.Packages;

    internal override BackboneGraph Graph => graph;

    internal override LinearFunction Head => original.Head;

    internal override FeatureMatrix Features(ImmutableArray<int> images, CancellationToken cancellationToken) => features.Read(images, cancellationToken);
}
