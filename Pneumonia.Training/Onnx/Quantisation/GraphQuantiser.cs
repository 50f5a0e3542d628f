using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Inference;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>A graph whose backbones compute in 8 bits.</summary>
/// <param name="Model">The ONNX bytes.</param>
/// <param name="Rule">The rule by which the ranges of its activations were drawn.</param>
/// <param name="Ranges">Those ranges, by tensor.</param>
/// <param name="Error">Root mean square difference of the judged output from the float graph's, relative to that output's root mean square.</param>
internal sealed record QuantisedGraph(byte[] Model, RangeRule Rule, IReadOnlyDictionary<string, TensorRange> Ranges, double Error)
{
    /// <summary>The same ranges in another graph on the same backbones, such as one with other thresholds.</summary>
    internal byte[] Apply(byte[] model)
    {
        var folded = FoldedGraph.Of(model);
        return QdqGraph.Write(folded, QdqSites.Find(folded.Graph), Ranges).ToByteArray();
    }
}

/// <summary>Makes smaller graphs of graphs that this project wrote. The same graph and images give the same bytes.</summary>
internal static class GraphQuantiser
{
    // Of the images; they judge the rules, so no range is drawn from them.
    private const double Judging = 0.2;

    /// <summary>Static quantisation after training: ranges from images, both rules tried, the better one taken.</summary>
    /// <param name="model">A feature model or a classifier's graph.</param>
    /// <param name="judged">The output by which a rule is judged.</param>
    /// <param name="images">Two images or more.</param>
    /// <param name="threads">Threads of a run.</param>
    /// <exception cref="OnnxGraphException">The graph can't be read, or has nothing to quantise.</exception>
    internal static QuantisedGraph ToInt8(byte[] model, string judged, CalibrationPixels images, int threads)
    {
        var folded = FoldedGraph.Of(model);
        var sites = QdqSites.Find(folded.Graph);
        if (sites.Weighted.Count == 0) throw new OnnxGraphException("graph", "must have convolutions with constant weights to be quantised", "none");

        var judging = Math.Max(1, (int)(images.Count * Judging));
        var (measured, held) = (images.Part(0, images.Count - judging), images.Part(images.Count - judging, judging));
        using var measurement = new RangeMeasurement(folded, sites.Tensors.Select(t => sites.RangeOf.GetValueOrDefault(t, t)).Distinct(StringComparer.Ordinal), measured, threads);
        var expected = Outputs(model, judged, held, threads);
        return measurement.Run()
            .Select(r => (Rule: r.Key, Ranges: r.Value, Model: QdqGraph.Write(folded, sites, r.Value).ToByteArray()))
            .Select(c => new QuantisedGraph(c.Model, c.Rule, c.Ranges, RelativeError(expected, Outputs(c.Model, judged, held, threads))))
            .MinBy(static g => g.Error)!;
    }

    /// <summary>16 bits in the file, 32 in memory.</summary>
    internal static byte[] ToFloat16(byte[] model) => HalfWeights.Write(OnnxFile.Read(model)).ToByteArray();

    private static float[] Outputs(byte[] model, string output, CalibrationPixels images, int threads)
    {
        using var session = Sessions.Create(model, threads);
        using var run = new RunOptions();
        var all = new List<float>();
        for (var i = 0; i < images.Count; i++)
        {
            using var input = images.Batch(i, 1);
            using var results = session.Run(run, [FeatureGraph.Pixels], [input], [output]);
            all.AddRange(results[0].GetTensorDataAsSpan<float>());
        }

        return [.. all];
    }

    private static double RelativeError(float[] expected, float[] found)
    {
        double error = 0, size = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            error += Math.Pow(expected[i] - found[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return size > 0 ? Math.Sqrt(error / size) : error;
    }
}
