using System.Diagnostics.CodeAnalysis;
using Pneumonia.Model;

namespace Pneumonia.Training.Packaging;

/// <summary>Takes the graph out of a model file, for runtimes other than ours.</summary>
public static class GraphExport
{
    /// <summary>Writes the graph as one ONNX file, whole or not at all.</summary>
    /// <param name="modelPath">The model .zip.</param>
    /// <param name="onnxPath">Where the graph goes.</param>
    /// <exception cref="ModelFileException">The model is refused, or holds no ONNX.</exception>
    public static void Write(string modelPath, string onnxPath)
    {
        if (!TryWrite(modelPath, onnxPath, out var problem)) throw new ModelFileException(ModelFileFault.RuntimeMissing, problem);
    }

    /// <summary>Writes the graph as one ONNX file where the model holds one.</summary>
    /// <param name="modelPath">The model .zip.</param>
    /// <param name="onnxPath">Where the graph goes.</param>
    /// <param name="problem">Why there is nothing to write, in words; null where it was written.</param>
    /// <exception cref="ModelFileException">The model is refused.</exception>
    public static bool TryWrite(string modelPath, string onnxPath, [NotNullWhen(false)] out string? problem)
    {
        var manifest = ModelFile.ReadManifest(modelPath);
        problem = manifest.Graph.IsOnnx
            ? null
            : $"'{modelPath}' was trained by engine '{manifest.Engine}' and holds a TensorFlow network, which ML.NET can't turn into ONNX: there is nothing to export. Models of the engines 'frozen' and 'torch' can be exported.";
        if (problem is not null) return false;
        var graph = ModelFile.ReadGraph(modelPath);
        AtomicFile.Write(onnxPath, stream => stream.Write(graph));
        return true;
    }
}
