using Pneumonia.Model;

namespace Pneumonia.Training.Packaging;

/// <summary>Takes the graph out of a model file, for runtimes other than ours.</summary>
public static class GraphExport
{
    /// <summary>Writes the graph as one ONNX file, whole or not at all.</summary>
    /// <param name="modelPath">The model .zip.</param>
    /// <param name="onnxPath">Where the graph goes.</param>
    /// <exception cref="ModelFileException">The model is refused.</exception>
    public static void Write(string modelPath, string onnxPath)
    {
        var graph = ModelFile.ReadGraph(modelPath);
        AtomicFile.Write(onnxPath, stream => stream.Write(graph));
    }
}
