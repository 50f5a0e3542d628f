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
    /// <exception cref="ModelFileException">The model is refused, or holds no ONNX graph.</exception>
    public static void Write(string modelPath, string onnxPath, string trainedOn)
    {
        var graph = ModelFile.ReadGraph(modelPath);
        using var archive = ModelArchive.Open(modelPath);
        var training = new BackboneTraining(trainedOn, SeenImages.Read(archive));
        // By name: the last pooling of such a graph looks at the image's appearance, not at its findings.
        var backbone = BackboneGraph.Read(graph, new BackboneReadOptions { FeatureTensor = ClassifierGraph.FirstFeatures })
            .ToFeatureModel(metadata: BackboneOrigin.Write(training));
        AtomicFile.Write(onnxPath, stream => stream.Write(backbone));
    }
}
