using System.IO.Compression;
using Microsoft.ML;
using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Learning;

/// <summary>Writing a model file beside a .zip of the same bytes, and beside ML.NET's own saving of the chain inside it.</summary>
internal static class PackagingRows
{
    private const string Bare = "a .zip of the same bytes";
    private const string Stock = "ml.Model.Save";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        using var folder = PrivateFolder.Create();
        var ml = new MLContext(1);
        var transformer = ml.LoadPneumonia(inputs.Options.Model, out var schema);
        using var owned = transformer as IDisposable;
        var card = ModelFile.ReadCard(inputs.Options.Model);
        var body = new ModelBody.Onnx(inputs.Graph);
        var parts = Parts(inputs.Options.Model);
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            Contender.Repeat("ours", inputs.Options.Turn, () =>
            {
                ModelPackager.Write(folder.File("ours.zip"), body, inputs.Manifest, _ => card, []);
                return 1;
            }),
            Contender.Repeat(Bare, inputs.Options.Turn, () =>
            {
                Zip(folder.File("bare.zip"), parts);
                return 1;
            }),
            Contender.Repeat(Stock, inputs.Options.Turn, () =>
            {
                ml.Model.Save(transformer, schema, folder.File("stock.zip"));
                return 1;
            }));
        return [Row.Of("packaging: graph, manifest, card and hashes", turns, Bare, Stock, "ms")];
    }

    private static List<(string Name, byte[] Bytes)> Parts(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var parts = new List<(string, byte[])>();
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            parts.Add((entry.FullName, copy.ToArray()));
        }

        return parts;
    }

    private static void Zip(string path, List<(string Name, byte[] Bytes)> parts)
    {
        var largest = parts.Max(static p => p.Bytes.Length);
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, bytes) in parts)
        {
            using var target = zip.CreateEntry(name, bytes.Length == largest ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
            target.Write(bytes);
        }
    }
}
