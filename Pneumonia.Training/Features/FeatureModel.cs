using Pneumonia.Model.Imaging;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Features;

/// <summary>A graph from pixels [N,1,S,S] to features [N,F], and what it may be called in the store.</summary>
/// <param name="Graph">The ONNX bytes.</param>
/// <param name="InputSize">Side S, in pixels.</param>
/// <param name="Width">F.</param>
/// <param name="Key">Backbone hash and everything else that would change a vector.</param>
internal sealed record FeatureModel(byte[] Graph, int InputSize, int Width, string Key)
{
    /// <summary>Reads a backbone, and believes its edited graph only after it was run against its source.</summary>
    /// <exception cref="OnnxGraphException">It is no backbone, or one of which no model file can be made.</exception>
    public static (BackboneGraph Backbone, FeatureModel Model) Read(Backbone backbone, int threads)
    {
        var graph = BackboneGraph.Read(backbone.Load(), new BackboneReadOptions { Threads = threads });
        if (!InputSides.Allows(graph.Input.Side)) throw new OnnxGraphException($"input '{graph.Input.Name}' of the backbone '{backbone.Name}': its side", InputSides.Rule, $"{graph.Input.Side}");
        var extractor = graph.ToFeatureModel();
        GraphVerifier.Verify(extractor, graph, new GraphVerifierOptions { Threads = threads });
        return (graph, new FeatureModel(extractor, graph.Input.Side, graph.FeatureWidth, $"{graph.Key}|recipe {PixelRecipe.Version}"));
    }

    /// <summary>The appearance of an image at a size, by the very nodes that a classifier's graph holds.</summary>
    public static FeatureModel Appearance(int side)
        => new(AppearanceNodes.Write(side), side, Onnx.Appearance.Width, $"appearance 1|side {side}|recipe {PixelRecipe.Version}");
}
