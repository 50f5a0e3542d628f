using System.Collections.Immutable;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using SkiaSharp;

namespace Pneumonia.Tests.Screening;

/// <summary>Good radiographs in official splits, and among them one image of each fault, made from good ones that are not in the set.</summary>
internal sealed class PlantedSet : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly ImmutableArray<string> spare;
    private readonly HashSet<string> untouched = new(StringComparer.Ordinal);
    private int used;

    /// <param name="good">Good images in all.</param>
    public PlantedSet(int good)
    {
        var all = SharedData.Images(Path.Combine("kermany224", "train"), good + 40);
        // Evenly among the good ones, or all of them would be of one class.
        spare = [.. all.Where((_, i) => i % (all.Length / 40) == 0).Take(40)];
        foreach (var path in all.Except(spare).Take(good))
        {
            var name = $"train/{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}";
            Write(name, File.ReadAllBytes(path));
            untouched.Add(name);
        }
    }

    public string Root => folder.Path;

    /// <summary>Whether an image is one of the good ones, by its name in the data set.</summary>
    public bool IsGood(string name) => untouched.Contains(name);

    /// <summary>Plants a picture made from a good one.</summary>
    public void Plant(string name, Func<SKBitmap, SKBitmap> fault)
    {
        using var bitmap = SKBitmap.Decode(Next());
        using var faulty = fault(bitmap);
        using var encoded = faulty.Encode(SKEncodedImageFormat.Jpeg, 92);
        Write(name, encoded.ToArray());
    }

    /// <summary>Plants a good picture under a name of its own.</summary>
    public void PlantGood(string name) => PlantBytes(name, static bytes => bytes);

    /// <summary>Plants a good picture whose bytes are changed.</summary>
    public void PlantBytes(string name, Func<byte[], byte[]> fault) => Write(name, fault(File.ReadAllBytes(Next())));

    /// <summary>Plants an image that is in the set already, encoded again.</summary>
    public void Again(string of, string name, Func<SKBitmap, SKBitmap> change)
    {
        using var bitmap = SKBitmap.Decode(folder.At(of));
        using var changed = change(bitmap);
        using var encoded = changed.Encode(SKEncodedImageFormat.Jpeg, 70);
        Write(name, encoded.ToArray());
    }

    public void CopyOf(string of, string name) => Write(name, File.ReadAllBytes(folder.At(of)));

    public void Dispose() => folder.Dispose();

    private string Next() => spare[used++];

    private void Write(string name, byte[] bytes)
    {
        var path = folder.At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
