using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

internal static class Samples
{
    public static ImageSample Of(string name, string patient, DataSplit split, params int[] labels)
        => new() { Path = "/" + name, Name = name, Patient = patient, Split = split, Labels = [.. labels] };

    public static DataSet Binary(params IEnumerable<ImageSample> samples)
        => new(ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], [.. samples]);

    public static DataSet Read(string path, DataSetOptions? options = null) => DataSetReader.Read(path, options);

    /// <summary>Images of single-class patients; sizes cycle through the given numbers of images.</summary>
    public static ImageSample[] Patients(int normal, int pneumonia, params int[] sizes)
    {
        List<ImageSample> samples = [];
        for (int p = 0; p < normal + pneumonia; p++)
        {
            for (int i = 0; i < sizes[p % sizes.Length]; i++)
                samples.Add(Of($"{p:D4}_{i}.png", $"patient{p}", DataSplit.Unassigned, p < normal ? 0 : 1));
        }

        return [.. samples];
    }

    public static void AssertNote(ImmutableArray<DataNote> notes, NoteSeverity severity, string part)
        => Assert.IsTrue(
            notes.Any(n => n.Severity == severity && n.Text.Contains(part, StringComparison.Ordinal)),
            $"No {severity} with '{part}' in: {string.Join(" / ", notes)}");

    public static void AssertFault(DataSetException e, string part)
        => Assert.IsTrue(e.Faults.Any(f => f.Contains(part, StringComparison.Ordinal)), $"No fault with '{part}' in: {e.Message}");
}
