using Google.Protobuf;

namespace Pneumonia.Training.Onnx;

/// <summary>Proves an edited graph by running it beside the graph that it was made from.</summary>
internal static class GraphVerifier
{
    private const int Images = 3;

    /// <summary>
    /// Runs the backbone's own nodes one image at a time, with the preprocessing done here, and the edited feature model on grey
    /// pixels one image at a time and all at once; the features must agree.
    /// </summary>
    /// <param name="edited">What <see cref="BackboneGraph.ToFeatureModel"/> wrote.</param>
    /// <param name="source">The backbone that it was written from.</param>
    /// <param name="options">Tolerance, seed and threads; the defaults where null.</param>
    /// <param name="cancellation">Looked at between runs.</param>
    /// <returns>The largest difference seen, relative to the largest feature or to 1.</returns>
    /// <exception cref="OnnxGraphException">They don't agree; the message gives the difference.</exception>
    internal static double Verify(
        byte[] edited, BackboneGraph source, GraphVerifierOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new GraphVerifierOptions();
        var side = source.Input.Side;
        var pixels = VerificationImages.Make(options.Seed, Images, side);
        using var before = new OnnxRunner(source.SourceProbe.ToByteArray(), options.Threads, "source graph");
        using var after = new OnnxRunner(edited, options.Threads, "edited graph");
        cancellation.ThrowIfCancellationRequested();
        var batch = Features(after, pixels, Images, source);

        double worst = 0;
        for (var i = 0; i < Images; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var image = pixels[(i * side * side)..((i + 1) * side * side)];
            var expected = SourceFeatures(before, source, image);
            var single = Features(after, image, 1, source);
            worst = Math.Max(
                worst, Compare("features", "must equal the source graph's for a batch of one", expected, single, options.Tolerance));
            worst = Math.Max(worst, Compare(
                "features", $"must not depend on the batch they are computed in ({Images} images)",
                expected, batch.AsSpan(i * source.FeatureWidth, source.FeatureWidth), options.Tolerance));
        }

        return worst;
    }

    /// <summary>Refuses values that differ by more than the tolerance times the largest expected magnitude (or 1).</summary>
    /// <param name="allowance">Added to the bound: rounding that the values can't escape.</param>
    /// <returns>The largest difference relative to that magnitude.</returns>
    internal static double Compare(
        string tensor, string rule, ReadOnlySpan<double> expected, ReadOnlySpan<float> found, double tolerance, double allowance = 0)
    {
        if (expected.Length != found.Length)
            throw new OnnxGraphException($"tensor '{tensor}'", rule, $"{found.Length} values where {expected.Length} were expected");
        double scale = 1, worst = 0;
        var at = 0;
        for (var i = 0; i < found.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            var difference = Math.Abs(expected[i] - found[i]);
            // A NaN on either side compares as no difference; it must count as the largest.
            if (double.IsNaN(difference) || difference > worst)
                (worst, at) = (double.IsNaN(difference) ? double.PositiveInfinity : difference, i);
        }

        return worst <= tolerance * scale + allowance
            ? worst / scale
            : throw new OnnxGraphException(
                $"tensor '{tensor}'", $"{rule} to within {tolerance:G3} of {scale:G4}",
                $"a difference of {worst:G4} at position {at} ({found[at]:G7} for {expected[at]:G7})");
    }

    private static float[] Features(OnnxRunner runner, float[] pixels, int count, BackboneGraph source)
    {
        var output = runner.Run(pixels, [count, 1, source.Input.Side, source.Input.Side], FeatureGraph.Features)[FeatureGraph.Features];
        return output.Shape is [var n, var f] && n == count && f == source.FeatureWidth
            ? output.Floats
            : throw new OnnxGraphException("tensor 'features'", $"must have the shape [{count}, {source.FeatureWidth}]", output.ShapeText);
    }

    /// <summary>The source's own pooled tensor, or, where it has none (VGG), the mean of its map.</summary>
    private static double[] SourceFeatures(OnnxRunner runner, BackboneGraph source, float[] image)
    {
        var (channels, side) = (source.Input.Channels, source.Input.Side);
        var input = new float[channels * image.Length];
        for (var c = 0; c < channels; c++)
        {
            var p = source.Preprocessing;
            var i = p.Mean.Length == 1 ? 0 : c;
            for (var at = 0; at < image.Length; at++)
                input[c * image.Length + at] = (float)(((double)image[at] * p.Scale - p.Mean[i]) / p.Std[i]);
        }

        var tensor = source.Site.Pooled ?? source.Site.Map;
        var values = runner.Run(input, [1, channels, side, side], tensor)[tensor].Floats;
        var spots = source.Site.Pooled is null ? source.MapHeight * source.MapWidth : 1;
        return [.. values.Chunk(spots).Select(map => map.Average(value => (double)value))];
    }
}
