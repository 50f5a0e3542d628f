using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;
using Pneumonia.Model.MLNet;

namespace Pneumonia.Training.Packaging;

/// <summary>The ML.NET transformer around a graph: encoded image → pixels → graph → label → the columns people expect.</summary>
internal static class MLNetChain
{
    /// <summary>Saves the chain as ML.NET saves any model.</summary>
    /// <exception cref="ArgumentException">ML.NET's road knows no input of that side.</exception>
    public static void Save(byte[] graph, ModelManifest manifest, string path)
    {
        if (!InputSides.Allows(manifest.InputSize)) throw new ArgumentException($"The side of a model's input {InputSides.Rule}; it is {manifest.InputSize}.", nameof(manifest));

        using var folder = PrivateFolder.Create();
        var onnx = folder.File("classifier.onnx");
        File.WriteAllBytes(onnx, graph);

        var ml = new MLContext(manifest.Seed) { TempFilePath = folder.Path };
        var rows = ml.Data.LoadFromEnumerable(Array.Empty<ModelInput>());
        var transformer = Estimator(ml, onnx, manifest).Fit(rows);
        try
        {
            ml.Model.Save(transformer, rows.Schema, path);
        }
        finally
        {
            (transformer as IDisposable)?.Dispose();
        }
    }

    private static IEstimator<ITransformer> Estimator(MLContext ml, string onnx, ModelManifest manifest)
        => PixelContracts.Estimator(ml, manifest.InputSize)
            .Append(ml.Transforms.ApplyOnnxModel(
                [ArtifactLayout.Graph.Logits, ArtifactLayout.Graph.Probabilities, ArtifactLayout.Graph.ClassIndex, ArtifactLayout.Graph.Typicality, ArtifactLayout.Graph.Decision],
                [ArtifactLayout.Graph.Pixels],
                onnx))
            .Append(ml.Transforms.Conversion.MapValue(RawAnswer.LabelColumn, LabelsByIndex(manifest), ArtifactLayout.Graph.ClassIndex))
            .Append(ml.Transforms.Conversion.MapValue(DecidedAnswer.DecisionColumn, DecisionsByNumber, ArtifactLayout.Graph.Decision))
            .Append(ml.Transforms.CustomMapping(new DecidedAnswerMapping().GetMapping(), DecidedAnswerMapping.Contract));

    private static IEnumerable<KeyValuePair<long, string>> DecisionsByNumber
        => ArtifactLayout.Graph.Decisions.Select(static (decision, number) => KeyValuePair.Create((long)number, decision.ToWord()));

    // −1 is what a multi-label graph gives where no label is on.
    private static IEnumerable<KeyValuePair<long, string>> LabelsByIndex(ModelManifest manifest)
        => manifest.Classes
            .Select(static (name, index) => KeyValuePair.Create((long)index, name))
            .Append(KeyValuePair.Create(-1L, manifest.NegativeClass ?? "NONE"));
}
