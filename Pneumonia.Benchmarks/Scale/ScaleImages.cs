using Pneumonia.Training.Synthesis;

namespace Pneumonia.Benchmarks.Scale;

/// <summary>Lists and folders of any number of images, made of a few that are drawn.</summary>
internal sealed class ScaleImages
{
    /// <summary>Pixels of a side: so small that a hundred thousand are made and read in minutes.</summary>
    public const int Side = 48;

    private readonly string work;
    private readonly string[] drawn;

    private ScaleImages(string work, string[] drawn)
    {
        this.work = work;
        this.drawn = drawn;
    }

    /// <value>Class folders to train on.</value>
    public string Folder => Path.Combine(work, "drawn");

    public static async Task<ScaleImages> DrawAsync(string work)
    {
        var set = await SyntheticRadiographs.WriteAsync(Path.Combine(work, "drawn"), new SyntheticOptions { Patients = 100, ImagesPerPatient = 2, Size = Side });
        return new ScaleImages(work, [.. set.Images.Select(i => Path.GetFullPath(Path.Combine(set.Folder, i.Path)))]);
    }

    /// <summary>A list that names the same files again and again.</summary>
    public string Repeated(int count) => List($"repeated-{count}.txt", Enumerable.Range(0, count).Select(i => drawn[i % drawn.Length]));

    /// <summary>A list of files that all differ: bytes after an image's end change its hash, not its pixels.</summary>
    public string Different(int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(work, "different")).FullName;
        var bytes = drawn.Select(File.ReadAllBytes).ToArray();
        return List($"different-{count}.txt", Enumerable.Range(0, count).Select(i =>
        {
            var path = Path.Combine(folder, $"{i}.png");
            if (!File.Exists(path)) File.WriteAllBytes(path, [.. bytes[i % bytes.Length], .. BitConverter.GetBytes(i)]);
            return path;
        }));
    }

    /// <summary>One folder with so many links to the same files.</summary>
    public string Links(int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(work, $"links-{count}")).FullName;
        for (var i = 0; i < count; i++) File.CreateSymbolicLink(Path.Combine(folder, $"{i:D8}.png"), drawn[i % drawn.Length]);
        return folder;
    }

    private string List(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(work, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
