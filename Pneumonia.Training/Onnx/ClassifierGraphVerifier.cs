using Pneumonia.Model;

namespace Pneumonia.Training.Onnx;

/// <summary>Proves a composed graph: each of its outputs against the plain reference, one image at a time and in a batch.</summary>
internal static class ClassifierGraphVerifier
{
    private const int Images = 3;

    // Relative error that float32 features carry through a deep net.
    private const double FloatError = 2e-6;

    /// <summary>Runs the composed graph and the members' own feature models on seeded images and compares.</summary>
    /// <param name="composed">What <see cref="ClassifierGraph.Compose"/> wrote for the spec.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="options">Tolerance, seed and threads; the defaults where null.</param>
    /// <param name="cancellation">Looked at between runs.</param>
    /// <exception cref="OnnxGraphException">An output isn't what it must be; the message names it and the difference.</exception>
    internal static void Verify(
        byte[] composed, ClassifierGraphSpec spec, GraphVerifierOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new GraphVerifierOptions();
        var pixels = VerificationImages.Make(options.Seed, Images, spec.Side);
        var features = MemberFeatures(spec, pixels, options, cancellation);
        using var runner = new OnnxRunner(composed, options.Threads, "composed graph");
        var batch = Run(runner, spec, pixels, Images);
        var image = spec.Side * spec.Side;
        for (var i = 0; i < Images; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var single = Run(runner, spec, pixels[(i * image)..((i + 1) * image)], 1);
            float[] look = [.. Appearance.Of(pixels.AsSpan(i * image, image), spec.Side).Select(static v => (float)v)];
            foreach (var row in new[] { single.Row(0), batch.Row(i) })
                Check(row, spec, [.. features.Select(member => member[i])], look, options.Tolerance);
        }
    }

    private static void Check(ClassifierRow row, ClassifierGraphSpec spec, IReadOnlyList<float[]> features, float[] look, double tolerance)
    {
        var rounding = FloatError * Magnitude(spec, features);
        GraphVerifier.Compare(
            ClassifierGraph.Logits, "must equal the heads applied to the features",
            ClassifierReference.Logits(spec, features), row.Logits, tolerance, rounding);

        // From here on, what the graph itself made of the step before: a steep calibration would magnify rounding.
        var own = Array.ConvertAll(row.Logits, z => (double)z);
        GraphVerifier.Compare(
            ClassifierGraph.Probabilities, "must equal the calibrated logits",
            ClassifierReference.Probabilities(spec, own), row.Probabilities, tolerance);
        Exactly(ClassifierGraph.ClassIndex, [ClassifierReference.ClassIndex(spec, row.Probabilities)], row.ClassIndex);
        if (spec.Task == ClassificationTask.MultiLabel)
            Exactly(ClassifierGraph.LabelFlags, ClassifierReference.LabelFlags(spec, row.Probabilities), row.LabelFlags);

        var places = row.ActivationMap.Length / spec.Outputs;
        var means = row.ActivationMap.Chunk(places).Select(map => map.Average(value => (double)value));
        GraphVerifier.Compare(
            ClassifierGraph.ActivationMap, "must have a mean that gives the logit with the bias and the baseline",
            own, [.. means.Select((mean, k) => (float)(mean + MeanBias(spec, k) + MeanBaseline(spec, k, places)))], tolerance, rounding);

        var t = spec.Typicality;
        var carried = Carried(t, features[0]) + (t.Appearance is { } seen ? t.AppearanceWeight * Carried(seen, look) : 0);
        GraphVerifier.Compare(
            ClassifierGraph.Typicality, "must equal the distance from the training images",
            [ClassifierReference.Typicality(t, features[0], look)], row.Typicality, tolerance, carried);
        Exactly(ClassifierGraph.Decision, [ClassifierReference.Decision(spec, row.Probabilities, row.ClassIndex[0], row.Typicality[0])], row.Decision);
    }

    private static double Carried(TypicalityParameters t, float[] values)
        => FloatError * values.Max(Math.Abs) / Math.Sqrt(t.Eigenvalues.Append(t.ResidualVariance).Min());

    private static void Exactly(string tensor, long[] expected, long[] found)
    {
        if (expected.SequenceEqual(found))
            return;
        throw new OnnxGraphException(
            $"tensor '{tensor}'", $"must follow the thresholds and give [{string.Join(", ", expected)}]", $"[{string.Join(", ", found)}]");
    }

    /// <summary>Σ |w·f|, of which rounding errors are a share however small the sum itself is.</summary>
    private static double Magnitude(ClassifierGraphSpec spec, IReadOnlyList<float[]> features)
    {
        double largest = 0;
        for (var m = 0; m < spec.Members.Length; m++)
        {
            var head = spec.Members[m].Head;
            for (var k = 0; k < spec.Outputs; k++)
            {
                double sum = 0;
                for (var f = 0; f < head.Features; f++)
                    sum += Math.Abs((double)head.Weights[f * spec.Outputs + k] * features[m][f]);
                largest = Math.Max(largest, sum);
            }
        }

        return largest;
    }

    private static double MeanBias(ClassifierGraphSpec spec, int k) => spec.Members.Average(member => (double)member.Head.Bias[k]);

    private static double MeanBaseline(ClassifierGraphSpec spec, int k, int places)
        => spec.MapBaseline.IsEmpty ? 0 : spec.MapBaseline.Skip(k * places).Take(places).Average(static v => (double)v);

    /// <summary>Features by member and image; a backbone that members share runs once.</summary>
    private static List<float[][]> MemberFeatures(
        ClassifierGraphSpec spec, float[] pixels, GraphVerifierOptions options, CancellationToken cancellation)
    {
        var known = new Dictionary<string, float[][]>(StringComparer.Ordinal);
        foreach (var backbone in spec.Members.Select(member => member.Backbone).DistinctBy(backbone => backbone.Key))
        {
            cancellation.ThrowIfCancellationRequested();
            using var runner = new OnnxRunner(backbone.ToFeatureModel(), options.Threads, "feature graph");
            var values = runner.Run(pixels, [Images, 1, spec.Side, spec.Side], FeatureGraph.Features)[FeatureGraph.Features].Floats;
            known[backbone.Key] = [.. values.Chunk(backbone.FeatureWidth)];
        }

        return [.. spec.Members.Select(member => known[member.Backbone.Key])];
    }

    private static ClassifierRun Run(OnnxRunner runner, ClassifierGraphSpec spec, float[] pixels, int count)
    {
        string[] names =
        [
            ClassifierGraph.Logits, ClassifierGraph.Probabilities, ClassifierGraph.ClassIndex,
            ClassifierGraph.ActivationMap, ClassifierGraph.Typicality, ClassifierGraph.Decision,
            .. spec.Task == ClassificationTask.MultiLabel ? [ClassifierGraph.LabelFlags] : Array.Empty<string>(),
        ];
        var outputs = runner.Run(pixels, [count, 1, spec.Side, spec.Side], names);
        var first = spec.Members[0].Backbone;
        foreach (var name in names)
        {
            int[] shape = name switch
            {
                ClassifierGraph.ClassIndex or ClassifierGraph.Typicality or ClassifierGraph.Decision => [count, 1],
                ClassifierGraph.ActivationMap => [count, spec.Outputs, first.MapHeight, first.MapWidth],
                _ => [count, spec.Outputs],
            };
            if (!outputs[name].Shape.SequenceEqual(shape))
            {
                throw new OnnxGraphException(
                    $"tensor '{name}'", $"must have the shape [{string.Join(", ", shape)}]", outputs[name].ShapeText);
            }
        }

        return new ClassifierRun(outputs, count);
    }

    private sealed record ClassifierRun(IReadOnlyDictionary<string, RunOutput> Outputs, int Count)
    {
        internal ClassifierRow Row(int image) => new(
            Part(Outputs[ClassifierGraph.Logits].Floats, image), Part(Outputs[ClassifierGraph.Probabilities].Floats, image),
            Part(Outputs[ClassifierGraph.ClassIndex].Integers, image), Part(Outputs[ClassifierGraph.ActivationMap].Floats, image),
            Part(Outputs[ClassifierGraph.Typicality].Floats, image), Part(Outputs[ClassifierGraph.Decision].Integers, image),
            Outputs.TryGetValue(ClassifierGraph.LabelFlags, out var flags) ? Part(flags.Integers, image) : []);

        private T[] Part<T>(T[] values, int image) => values[(image * values.Length / Count)..((image + 1) * values.Length / Count)];
    }

    private sealed record ClassifierRow(
        float[] Logits, float[] Probabilities, long[] ClassIndex, float[] ActivationMap, float[] Typicality, long[] Decision, long[] LabelFlags);
}
