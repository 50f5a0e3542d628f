using System.Numerics.Tensors;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>Runs a graph over images with its inner tensors brought out, and looks how far each of them reaches.</summary>
internal sealed class RangeMeasurement : IDisposable
{
    // Of each tensor, in all: finer than 8 bits even where the percentile cuts nine tenths of the reach away.
    private const int Bins = 8192;

    private const double Tail = 0.00005;

    private readonly InferenceSession session;
    private readonly string[] tensors;
    private readonly CalibrationPixels images;

    /// <param name="model">The float graph.</param>
    /// <param name="tensors">The tensors to look at.</param>
    /// <param name="images">What it runs over.</param>
    /// <param name="threads">Threads of a run.</param>
    internal RangeMeasurement(ModelProto model, IEnumerable<string> tensors, CalibrationPixels images, int threads)
    {
        (this.tensors, this.images) = ([.. tensors], images);
        var open = model.Clone();
        open.Graph.Output.Clear();
        // An input can't be an output: its values are the pixels themselves.
        open.Graph.Output.AddRange(this.tensors.Where(t => t != FeatureGraph.Pixels).Select(static t => new ValueInfoProto { Name = t }));
        session = Sessions.Create(open.ToByteArray(), threads);
    }

    /// <summary>One range a tensor, by either rule: two runs over the images, the second of which counts within the reach of the first.</summary>
    internal IReadOnlyDictionary<RangeRule, Dictionary<string, TensorRange>> Run()
    {
        var reach = tensors.ToDictionary(static t => t, static _ => new TensorRange(0, 0), StringComparer.Ordinal);
        ForEach((tensor, values) =>
        {
            var known = reach[tensor];
            reach[tensor] = new TensorRange(Math.Min(known.Least, TensorPrimitives.Min(values)), Math.Max(known.Most, TensorPrimitives.Max(values)));
        });

        var counts = tensors.ToDictionary(static t => t, static _ => new long[Bins], StringComparer.Ordinal);
        ForEach((tensor, values) => Count(values, reach[tensor], counts[tensor]));
        return new Dictionary<RangeRule, Dictionary<string, TensorRange>>
        {
            [RangeRule.MinMax] = reach,
            [RangeRule.Percentile] = reach.ToDictionary(static r => r.Key, r => Cut(r.Value, counts[r.Key]), StringComparer.Ordinal),
        };
    }

    public void Dispose() => session.Dispose();

    private delegate void Look(string tensor, ReadOnlySpan<float> values);

    private void ForEach(Look look)
    {
        string[] outputs = [.. session.OutputNames];
        using var run = new RunOptions();
        for (var i = 0; i < images.Count; i++)
        {
            if (tensors.Contains(FeatureGraph.Pixels)) look(FeatureGraph.Pixels, images[i].Span);
            using var input = images.Batch(i, 1);
            using var results = session.Run(run, [FeatureGraph.Pixels], [input], outputs);
            for (var t = 0; t < outputs.Length; t++) look(outputs[t], results[t].GetTensorDataAsSpan<float>());
        }
    }

    private static void Count(ReadOnlySpan<float> values, TensorRange reach, long[] counts)
    {
        var width = (reach.Most - reach.Least) / Bins;
        if (!(width > 0)) return;
        foreach (var value in values) counts[Math.Clamp((int)((value - reach.Least) / width), 0, Bins - 1)]++;
    }

    private static TensorRange Cut(TensorRange reach, long[] counts)
    {
        var width = (reach.Most - reach.Least) / Bins;
        var allowed = (long)(counts.Sum() * Tail);
        int low = 0, high = Bins - 1;
        for (var left = allowed - counts[low]; left >= 0 && low < high; left -= counts[++low]) ;
        for (var left = allowed - counts[high]; left >= 0 && high > low; left -= counts[--high]) ;
        return new TensorRange(reach.Least + (low * width), reach.Least + ((high + 1) * width));
    }
}
