using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Packaging;

/// <summary>Takes the backbone out of a model file: what it learned to see, for heads on other images.</summary>
public static class BackboneExport
{
    /// <summary>
    /// Writes one ONNX file from <c>pixels</c> [N, 1, S, S], greyscale 0…255, to <c>features</c> [N, F], whole or not at all. It carries the hashes of the images
    /// that the model has seen, so that whoever trains on some of them is told. Of an ensemble on several backbones it is the first.
    /// </summary>
    /// <param name="modelPath">The model .zip.</param>
    /// <param name="onnxPath">Where the backbone goes.</param>
    /// <param name="trainedOn">Name of the data that it was trained on.</param>
    /// <param name="scales">
    /// From how many sizes of maps the features come, the last one included. Range 1 up to the number of sizes that the network has. Default 1; more see
    /// details better, and heat maps of heads on them are finer.
    /// </param>
    /// <exception cref="ModelFileException">The model is refused, or holds no ONNX graph.</exception>
    /// <exception cref="BackboneException">The network has fewer sizes of maps.</exception>
    public static void Write(string modelPath, string onnxPath, string trainedOn, int scales = 1)
    {
        var graph = ModelFile.ReadGraph(modelPath);
        using var archive = ModelArchive.Open(modelPath);
        var training = new BackboneTraining(trainedOn, SeenImages.Read(archive));
        // By name: the last pooling of such a graph looks at the image's appearance, not at its findings.
        var backbone = BackboneGraph.Read(graph, new BackboneReadOptions { FeatureTensor = ClassifierGraph.FirstFeatures });
        var bytes = Bytes(backbone, scales, BackboneOrigin.Write(training));
        AtomicFile.Write(onnxPath, stream => stream.Write(bytes));
    }

    private static byte[] Bytes(BackboneGraph backbone, int scales, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        if (scales == 1) return backbone.ToFeatureModel(metadata: metadata);
        try
        {
            return MultiScaleGraph.Write(backbone, scales, metadata);
        }
        catch (OnnxGraphException e)
        {
            throw new BackboneException($"Features at {scales} scales can't be had: {e.Message}", e);
        }
    }
}
