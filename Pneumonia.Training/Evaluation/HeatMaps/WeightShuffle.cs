using System.Runtime.InteropServices;
using Google.Protobuf;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>
/// The same graph with its weights in another order: what it shows then can't come from what it has learnt (the sanity check of Adebayo et
/// al. 2018). Values stay, so their distribution does too.
/// </summary>
internal static class WeightShuffle
{
    private const string Weights = "head/weights";
    private const string Places = "head/places";

    /// <summary>Gives the head's weights to other features, the same for logits and maps, so that the map still sums up to its logit.</summary>
    /// <exception cref="OnnxGraphException">The graph has no head of ours.</exception>
    public static byte[] Head(byte[] graph, int seed)
    {
        var model = OnnxFile.Read(graph);
        var heads = model.Graph.Initializer.Where(static t => t.Name.EndsWith(Weights, StringComparison.Ordinal)).ToArray();
        if (heads.Length == 0) throw new OnnxGraphException("graph", $"must hold an initializer '{Weights}'", "none");
        foreach (var weights in heads)
        {
            var (features, outputs) = ((int)weights.Dims[0], (int)weights.Dims[1]);
            var places = model.Graph.Initializer.Single(t => t.Name == weights.Name[..^Weights.Length] + Places);
            var order = Enumerable.Range(0, features).ToArray();
            Random(seed, weights.Name).Shuffle(order);
            Rewrite(weights, values => [.. Enumerable.Range(0, values.Length).Select(i => values[(order[i / outputs] * outputs) + (i % outputs)])]);
            Rewrite(places, values => [.. Enumerable.Range(0, values.Length).Select(i => values[(i / features * features) + order[i % features]])]);
        }

        return model.ToByteArray();
    }

    /// <summary>Shuffles the values within each convolution kernel of the backbone; the head stays.</summary>
    public static byte[] Backbone(byte[] graph, int seed)
    {
        var model = OnnxFile.Read(graph);
        foreach (var kernel in model.Graph.Initializer.Where(static t => t.Dims.Count == 4 && !t.Name.EndsWith(Places, StringComparison.Ordinal)))
        {
            if (kernel.DataType != (int)TensorProto.Types.DataType.Float) continue;
            Rewrite(kernel, values =>
            {
                Random(seed, kernel.Name).Shuffle(values);
                return values;
            });
        }

        return model.ToByteArray();
    }

    /// <summary>
    /// Measures the baseline of a shuffled graph anew, so that its maps are as free of what every image shows as those of the model: else they would lose by
    /// the baseline alone.
    /// </summary>
    /// <param name="graph">The shuffled graph.</param>
    /// <param name="side">Side of its input.</param>
    /// <param name="negatives">Images without the finding, side × side greys each; one or more.</param>
    /// <returns>The graph itself where it has no baseline.</returns>
    public static byte[] WithOwnBaseline(byte[] graph, int side, IReadOnlyList<float[]> negatives)
    {
        var model = OnnxFile.Read(graph);
        if (model.Graph.Initializer.FirstOrDefault(static t => t.Name == HeadNodes.Baseline) is not { } baseline) return graph;
        Rewrite(baseline, static values => new float[values.Length]);
        using var runner = new OnnxRunner(model.ToByteArray(), Environment.ProcessorCount, "shuffled classifier");
        var maps = negatives.Select(pixels => runner.Run(pixels, [1, 1, side, side], ClassifierGraph.ActivationMap)[ClassifierGraph.ActivationMap].Floats).ToArray();
        Rewrite(baseline, values => [.. values.Select((_, i) => maps.Average(map => map[i]))]);
        return model.ToByteArray();
    }

    private static Random Random(int seed, string tensor) => new(StableSeed.Of(seed, tensor, 0));

    private static void Rewrite(TensorProto tensor, Func<float[], float[]> change)
    {
        float[] values = tensor.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];
        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(change(values)));
    }
}
