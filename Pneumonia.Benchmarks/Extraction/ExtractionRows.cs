using Pneumonia.Benchmarks.All;
using Pneumonia.Training.Features;

namespace Pneumonia.Benchmarks.Extraction;

/// <summary>Feature extraction for the table, by each backbone and on both kinds of images.</summary>
internal static class ExtractionRows
{
    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        var embedded = inputs.File("chest.onnx");
        await File.WriteAllBytesAsync(embedded, EmbeddedBackbone.Instance.Load());
        var rows = new List<Row>();
        foreach (var path in inputs.Options.Backbones.Prepend(embedded))
        {
            rows.AddRange(await RunAsync(inputs, inputs.Small, "small", path));
            rows.AddRange(await RunAsync(inputs, inputs.Large, "full resolution", path));
        }

        return rows;
    }

    private static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs, AllInputs.ImageSet images, string size, string path)
    {
        var turns = await ExtractionTurns.RunAsync(path, images.Hashed(), images.Bytes, inputs.Options.Rounds);
        var what = $"extraction, {Path.GetFileNameWithoutExtension(path)}, {size}";
        return
        [
            Row.Of(what, turns, ExtractionTurns.Network, ExtractionTurns.Stock, "images/s"),
            Row.Of($"{what}, decoding in the limit", turns, ExtractionTurns.Both, null, "images/s"),
        ];
    }
}
