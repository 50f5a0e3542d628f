using Pneumonia.Benchmarks.All;

namespace Pneumonia.Benchmarks.Micro;

/// <summary>What BenchmarkDotNet measures, as rows of the table.</summary>
internal static class MicroBenchmarks
{
    public static Task<IEnumerable<Row>> DecodeRows(AllInputs inputs)
    {
        DecodeBenchmarks.Side = inputs.Side;
        return Task.FromResult<IEnumerable<Row>>([Decode(inputs, inputs.Small, "small"), Decode(inputs, inputs.Large, "full resolution")]);
    }

    public static Task<IEnumerable<Row>> LoadRows(AllInputs inputs)
    {
        LoadBenchmarks.Inputs = inputs;
        var seconds = MicroSettings.Run<LoadBenchmarks>(inputs.Options.Rounds);
        return Task.FromResult<IEnumerable<Row>>([Row.OfSeconds("load a model file", seconds, 1, "InferenceSession of the graph's bytes", "ml.Model.Load + PredictionEngine")]);
    }

    private static Row Decode(AllInputs inputs, AllInputs.ImageSet images, string size)
    {
        DecodeBenchmarks.Images = images;
        var seconds = MicroSettings.Run<DecodeBenchmarks>(inputs.Options.Rounds);
        return Row.OfSeconds($"decode and resize to {inputs.Side}×{inputs.Side} by all processors, {size}", seconds, images.Paths.Length, "libjpeg alone", "LoadImages → ResizeImages → ExtractPixels");
    }
}
