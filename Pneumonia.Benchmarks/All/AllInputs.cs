using System.Runtime.InteropServices;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Features;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Synthesis;
using SkiaSharp;

namespace Pneumonia.Benchmarks.All;

/// <summary>Images, model and backbones of one run, and a folder for whatever is written.</summary>
internal sealed class AllInputs : IDisposable
{
    private const int SmallSide = 256;
    private const int LargeSide = 1400;
    private const int Quality = 92;
    private const int LargeDrawn = 8;

    private readonly PrivateFolder folder = PrivateFolder.Create();

    public AllInputs(AllOptions options)
    {
        Options = options;
        Small = Copies("small", options.Data, SmallSide, 64, options.Images);
        Large = Copies("large", options.Large, LargeSide, LargeDrawn, options.Images / 2);
        Graph = ModelFile.ReadGraph(options.Model);
        Manifest = ModelFile.ReadManifest(options.Model);
        GraphPath = File("model.onnx");
        System.IO.File.WriteAllBytes(GraphPath, Graph);
    }

    public AllOptions Options { get; }

    public ImageSet Small { get; }

    public ImageSet Large { get; }

    public byte[] Graph { get; }

    public string GraphPath { get; }

    public ModelManifest Manifest { get; }

    public int Side => Manifest.InputSize;

    /// <summary>Path of a file that goes with this.</summary>
    public string File(string name) => folder.File(name);

    public void Dispose() => folder.Dispose();

    // Copies, each with bytes of its own at the end: neither the store nor anybody's cache may know an image already.
    private ImageSet Copies(string name, string? source, int side, int drawn, int count)
    {
        var place = Directory.CreateDirectory(File(name)).FullName;
        var originals = source is null
            ? [.. Enumerable.Range(0, drawn).Select(i => Draw(i, side))]
            : BenchmarkImages.Bytes(source);
        if (originals.Length == 0) throw new ArgumentException($"'{source}' holds no JPEG.");
        var images = Enumerable.Range(0, count).Select(i => (byte[])[.. originals[i % originals.Length], .. BitConverter.GetBytes(i)]).ToArray();
        var paths = images.Select((bytes, i) =>
        {
            var path = Path.Combine(place, $"{i:00000}.jpeg");
            System.IO.File.WriteAllBytes(path, bytes);
            return path;
        }).ToArray();
        return new ImageSet(source is null ? $"{drawn} synthetic JPEGs of {side}×{side}" : Path.GetFileName(Path.TrimEndingDirectorySeparator(source)), place, paths, images);
    }

    private static byte[] Draw(int number, int side)
    {
        var drawn = SyntheticRadiographs.Draw(new SyntheticCase { Seed = number, Finding = number % 2 == 0 ? SyntheticFinding.None : SyntheticFinding.Consolidation, Size = side });
        using var bitmap = new SKBitmap(side, side, SKColorType.Gray8, SKAlphaType.Opaque);
        Marshal.Copy(drawn.Pixels.ToArray(), 0, bitmap.GetPixels(), side * side);
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }

    /// <param name="Name">What they are.</param>
    /// <param name="Folder">Where they lie.</param>
    /// <param name="Paths">All files.</param>
    /// <param name="Bytes">Their contents.</param>
    internal sealed record ImageSet(string Name, string Folder, string[] Paths, byte[][] Bytes)
    {
        public IReadOnlyList<ImageFile> Hashed() => BenchmarkImages.In(Folder);
    }
}
