using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Training.Onnx.Proto;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>
/// A graph after ONNX Runtime's basic rewriting, in standard operators still: batch normalisation folded into the convolution before it, constants
/// computed. What is quantised must be what will run: a scale that normalisation would stretch afterwards is a scale wasted.
/// </summary>
internal static class FoldedGraph
{
    /// <exception cref="OnnxGraphException">ONNX Runtime refuses the graph.</exception>
    internal static ModelProto Of(byte[] model)
    {
        using var folder = PrivateFolder.Create();
        var path = folder.File("folded.onnx");
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            OptimizedModelFilePath = path,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            using var session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new OnnxGraphException("graph", "must load in ONNX Runtime", error.Message, error);
        }

        return Tidied(OnnxFile.Read(path), OnnxFile.Read(model));
    }

    // ONNX Runtime imports every operator set that it knows, forgets the metadata, and promises no order of the weights.
    private static ModelProto Tidied(ModelProto folded, ModelProto original)
    {
        var tidy = new ModelProto { IrVersion = original.IrVersion, ProducerName = original.ProducerName, Graph = folded.Graph.Clone() };
        tidy.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OnnxFile.StandardOpset(folded) });
        tidy.MetadataProps.AddRange(original.MetadataProps);
        tidy.Graph.Name = original.Graph.Name;
        tidy.Graph.ValueInfo.Clear();
        tidy.Graph.Initializer.Clear();
        tidy.Graph.Initializer.AddRange(folded.Graph.Initializer.OrderBy(static t => t.Name, StringComparer.Ordinal));
        foreach (var node in tidy.Graph.Node) node.ClearDomain();
        return tidy;
    }
}
