using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Synthesis;
using SkiaSharp;

namespace Pneumonia.Tests.Docs;

/// <summary>
/// What a reader of the pages has beside them, under the names that the pages use: a folder of images, a model, an image. Small and SYNTHETIC. Whoever
/// writes a page sticks to these names, or makes the thing in the page itself.
/// </summary>
internal static class ReaderFolder
{
    /// <summary>Fills a new folder and gives its path.</summary>
    public static string Create(string name)
    {
        var folder = TestRunFolder.At("reader", name);
        Directory.CreateDirectory(folder);
        CopyImages(Path.Combine(folder, "chest_xray"));
        CopyImages(Path.Combine(folder, "images"));
        foreach (var model in new[] { "pneumonia.zip", "old.zip", "new.zip" }) File.Copy(TrainedModels.Binary.Path, Path.Combine(folder, model));
        File.WriteAllBytes(Path.Combine(folder, "xray.jpeg"), Jpeg(TrainedModels.Binary.Images[^1]));
        WriteLists(folder);
        return folder;
    }

    private static void CopyImages(string to)
    {
        foreach (var image in TrainedModels.Set.Images)
        {
            var path = Path.Combine(to, image.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(Path.Combine(TrainedModels.Set.Folder, image.Path), path);
        }
    }

    private static void WriteLists(string folder)
    {
        var rows = TrainedModels.Set.Images.Select(static (i, at) => (Path: $"images/{i.Path}", i.Label, i.Patient, i.Split, Finding: FindingOf(i.Case, at))).ToList();
        File.WriteAllLines(Path.Combine(folder, "labels.csv"), rows.Select(static r => $"{r.Path},{r.Label},{r.Patient},{r.Split}").Prepend("path,label,patient,split"));
        File.WriteAllLines(Path.Combine(folder, "findings.csv"), rows.Select(static r => $"{r.Path},{r.Finding},{r.Patient},{r.Split}").Prepend("path,label,patient,split"));
    }

    // Some have both, so that the labels are of many kinds.
    private static string FindingOf(SyntheticCase drawn, int at) => drawn.Finding == SyntheticFinding.None ? "NO_FINDING"
        : at % 3 == 0 ? "CONSOLIDATION|EFFUSION"
        : at % 3 == 1 ? "CONSOLIDATION" : "EFFUSION";

    private static byte[] Jpeg(string png)
    {
        using var bitmap = SKBitmap.Decode(png);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }
}
