using System.Collections.Immutable;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data;

/// <summary>Reads a folder of images, or a CSV that lists them.</summary>
public static class DataSetReader
{
    /// <summary>
    /// Reads the data set at a path. Opens no image; the result doesn't depend on the order in which the file system lists files.
    /// </summary>
    /// <param name="path">
    /// A folder with one folder a class, directly or inside <c>train</c>, <c>val</c>, <c>test</c>; or a <c>.csv</c> with the columns
    /// <c>path</c>, <c>label</c> and, optionally, <c>patient</c> and <c>split</c>.
    /// </param>
    /// <param name="options">How to read; the defaults where null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataSetException">The data can't be used; all faults are listed.</exception>
    /// <exception cref="ArgumentException">The path is empty or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DataSet Read(string path, DataSetOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new();
        options.Validate();

        var faults = new FaultList(Show.Quoted(path));
        var notes = new List<DataNote>();
        IReadOnlyList<RawImage> images = ReadImages(Path.GetFullPath(path), options, faults, notes, cancellationToken);
        return Assemble(images, options, faults, notes);
    }

    /// <summary>From listed images to a data set; touches no disk.</summary>
    internal static DataSet Assemble(IReadOnlyList<RawImage> images, DataSetOptions options, FaultList faults, List<DataNote> notes)
    {
        LabelledImages labelled = Labelling.Apply(images, options, faults, notes);
        string[] patients = PatientAssignment.Apply(labelled.Rows, options.PatientRule, faults, notes);

        ImmutableArray<ImageSample> samples =
        [
            .. labelled.Rows
                .Select((row, i) => new ImageSample
                {
                    Path = row.Raw.Path,
                    Name = row.Raw.Name,
                    Labels = row.Labels,
                    Patient = patients[i],
                    Split = row.Raw.Split,
                    Columns = row.Columns,
                })
                .OrderBy(s => s.Name, StringComparer.Ordinal),
        ];
        samples = OfficialSplits.JoinSmallValidation(samples, options.MinValidationImages, notes);
        samples = OfficialSplits.KeepPatientsTogether(samples, options.OnPatientInBothSplits, faults, notes);
        faults.ThrowIfAny();
        return new DataSet(labelled.Task, labelled.Classes, samples, labelled.NegativeClass, [.. notes]);
    }

    private static IReadOnlyList<RawImage> ReadImages(
        string path, DataSetOptions options, FaultList faults, List<DataNote> notes, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            return FolderSource.Read(path, options, faults, notes, cancellationToken);
        if (!File.Exists(path))
            throw faults.Fatal("there is no such folder or file (or no permission to see it).");
        if (Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            return CsvSource.Read(path, options, faults, notes, cancellationToken);
        string hint = Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase) ? " Unpack it first." : "";
        throw faults.Fatal($"it is a file; a folder or a .csv is expected.{hint}");
    }
}
