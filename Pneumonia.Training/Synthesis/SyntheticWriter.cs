using System.Globalization;
using CsvHelper;

namespace Pneumonia.Training.Synthesis;

/// <summary>Puts a synthetic set on disk: beside its place first, then renamed.</summary>
internal sealed class SyntheticWriter
{
    private const string Notice = "Synthetic: drawn by Pneumonia.MLNet, no radiograph of a person.";
    private readonly string _folder;
    private readonly string _maskFolder;
    private readonly string _partial;
    private readonly SyntheticOptions _options;

    public SyntheticWriter(string folder, SyntheticOptions options)
    {
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _maskFolder = _folder + "-masks";
        _partial = _folder + ".partial";
        _options = options;
    }

    public async Task<SyntheticSet> WriteAsync(IProgress<SyntheticProgress>? progress, CancellationToken cancellationToken)
    {
        var images = Roster.Make(_options);
        var manifest = SyntheticManifest.For(_options);
        if (IsComplete(images, manifest)) return new SyntheticSet(_folder, _maskFolder, images, WasThere: true);

        Remove(_folder);
        Remove(_maskFolder);
        Remove(_partial);
        var (data, masks) = (Path.Combine(_partial, "data"), Path.Combine(_partial, "masks"));
        foreach (var place in (string[])[_partial, data, masks])
        {
            Directory.CreateDirectory(place);
            manifest.Write(place); // First of all, so that a killed run leaves only folders known as ours.
        }

        await DrawAsync(images, data, masks, progress, cancellationToken).ConfigureAwait(false);
        WriteLabels(images, data);
        WriteReadme(data);
        WriteReadme(masks);
        Directory.Move(masks, _maskFolder);
        Directory.Move(data, _folder); // Last: where this folder is, everything is.
        Remove(_partial);
        return new SyntheticSet(_folder, _maskFolder, images, WasThere: false);
    }

    private bool IsComplete(IReadOnlyList<SyntheticImage> images, SyntheticManifest manifest)
        => SyntheticManifest.Read(_folder) == manifest
            && images.All(image => File.Exists(Path.Combine(_folder, image.Path)) && File.Exists(Path.Combine(_maskFolder, image.Path)));

    /// <summary>Removes what is ours; anything else is somebody's work.</summary>
    private static void Remove(string folder)
    {
        if (File.Exists(folder)) throw new SyntheticSetException($"A synthetic set needs the folder '{folder}', but a file of that name is there.");
        if (!Directory.Exists(folder)) return;
        if (Directory.EnumerateFileSystemEntries(folder).Any() && SyntheticManifest.Read(folder) is null)
            throw new SyntheticSetException($"'{folder}' holds files but no {SyntheticManifest.FileName} of this tool; choose another folder or empty it.");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task DrawAsync(
        IReadOnlyList<SyntheticImage> images, string data, string masks, IProgress<SyntheticProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var path in images.Select(image => Path.GetDirectoryName(image.Path)!).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(data, path));
            Directory.CreateDirectory(Path.Combine(masks, path));
        }

        var done = 0;
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(images, bounds, async (image, stop) =>
        {
            var drawn = SyntheticRadiographs.Draw(image.Case);
            var text = $"{Notice} Finding: {image.Case.Finding}.";
            await File.WriteAllBytesAsync(Path.Combine(data, image.Path), GreyPng.Encode(drawn.Pixels.Span, image.Case.Size, "Synthetic", text), stop).ConfigureAwait(false);
            await File.WriteAllBytesAsync(Path.Combine(masks, image.Path), GreyPng.Encode(drawn.Mask.Span, image.Case.Size, "Synthetic", text), stop).ConfigureAwait(false);
            progress?.Report(new SyntheticProgress(Interlocked.Increment(ref done), images.Count));
        }).ConfigureAwait(false);
    }

    private static void WriteLabels(IReadOnlyList<SyntheticImage> images, string folder)
    {
        using var text = new StreamWriter(Path.Combine(folder, "labels.csv")) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        csv.WriteRecords(images.Select(image => new
        {
            path = image.Path,
            label = image.Label,
            patient = image.Patient,
            split = image.Split,
            finding = image.Case.Finding.ToString().ToLowerInvariant(),
        }));
    }

    private static void WriteReadme(string folder) => File.WriteAllText(Path.Combine(folder, "README.txt"), $"""
        SYNTHETIC IMAGES

        No picture in this folder is a radiograph of a person: a program has drawn them (Pneumonia.MLNet, see {SyntheticManifest.FileName} for its options).
        They are for trying out software. A model trained on them knows nothing about pneumonia, and figures measured on them say nothing about patients.

        Each PNG says so too, in a text chunk "Synthetic". File names follow the style of the Kermany set only so that the same rules find
        patients and kinds of pneumonia in them. labels.csv lists every image; the folder "...-masks" beside the set holds the true extent of
        each finding under the same names.

        The folder belongs to the tool: it is written anew when other options are asked for.

        """);
}
