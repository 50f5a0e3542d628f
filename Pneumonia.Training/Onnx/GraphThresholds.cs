using System.Globalization;
using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>Puts other thresholds into a composed graph, wherever it holds them.</summary>
internal static class GraphThresholds
{
    internal const string MetadataKey = "pneumonia.thresholds";

    /// <param name="classifier">What <see cref="ClassifierGraph.Compose"/> wrote.</param>
    /// <param name="thresholds">One an output.</param>
    /// <param name="negative">Index of the negative class of a multi-class task, else −1.</param>
    /// <exception cref="OnnxGraphException">The graph holds none, or others than so many.</exception>
    internal static byte[] Replace(byte[] classifier, ReadOnlySpan<float> thresholds, int negative)
    {
        var model = OnnxFile.Read(classifier);
        Put(model.Graph, DecisionNodes.Thresholds, thresholds);
        if (negative >= 0) Put(model.Graph, DecisionNodes.Least, thresholds.Slice(negative, 1));
        foreach (var entry in model.MetadataProps.Where(static p => p.Key == MetadataKey)) entry.Value = Text(thresholds);
        return model.ToByteArray();
    }

    internal static string Text(ReadOnlySpan<float> thresholds)
    {
        var words = new string[thresholds.Length];
        for (var i = 0; i < words.Length; i++) words[i] = thresholds[i].ToString("R", CultureInfo.InvariantCulture);
        return string.Join('|', words);
    }

    private static void Put(GraphProto graph, string name, ReadOnlySpan<float> values)
    {
        var found = graph.Initializer.FirstOrDefault(t => t.Name == name);
        if (found is null || OnnxTensors.ReadFloats(found).Length != values.Length)
            throw new OnnxGraphException($"initializer '{name}'", $"must hold {values.Length} values", found is null ? "none of that name" : "others");
        graph.Initializer[graph.Initializer.IndexOf(found)] = OnnxTensors.Floats(name, [values.Length], values);
    }
}
