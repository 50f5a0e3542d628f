using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data.Reading;

/// <summary>From label texts to a task, ordered classes and indices.</summary>
internal static class Labelling
{
    public static LabelledImages Apply(IReadOnlyList<RawImage> images, DataSetOptions options, FaultList faults, List<DataNote> notes)
    {
        ClassificationTask? task = options.Task ?? (images.Any(MultiLabelReading.HasSeveral) ? ClassificationTask.MultiLabel : null);
        if (task == ClassificationTask.MultiLabel)
            return MultiLabelReading.Apply(images, options, faults);

        RequireOneLabelEach(images, faults);
        // What follows counts classes; with rows missing it would report faults that aren't there.
        faults.ThrowIfAny();

        string[] classes = Distinct(images.Select(i => i.Label));
        if (classes.Length == 0)
            throw faults.Fatal("it lists no image.");
        if (classes.Length == 1)
            throw faults.Fatal(
                $"there is one class only, {Show.Quoted(classes[0])} with {Show.Count(images.Count, "image")}; at least two are needed.");

        task ??= classes.Length == 2 ? ClassificationTask.Binary : ClassificationTask.MultiClass;
        LabelledImages labelled = task == ClassificationTask.Binary
            ? BinaryReading.Apply(images, classes, options, faults, notes)
            : MultiClassReading.Apply(images, classes, options, notes);
        RequireEnough(labelled, options.MinImagesPerClass, faults);
        faults.ThrowIfAny();
        return labelled;
    }

    /// <summary>Names that differ by more than case, in ordinal order; of several spellings the first in that order.</summary>
    public static string[] Distinct(IEnumerable<string> labels) =>
    [
        .. labels.Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .DistinctBy(l => l, StringComparer.OrdinalIgnoreCase),
    ];

    public static Dictionary<string, int> IndexOf(IEnumerable<string> classes)
        => classes.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.OrdinalIgnoreCase);

    public static void RequireEnough(LabelledImages labelled, int minimum, FaultList faults)
    {
        var counts = new int[labelled.Classes.Length];
        foreach (LabelledImage row in labelled.Rows)
        {
            foreach (int label in row.Labels)
                counts[label]++;
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < minimum)
                faults.Add(
                    $"class {Show.Quoted(labelled.Classes[i])} has {Show.Count(counts[i], "image")}; at least {minimum} are needed.");
        }
    }

    private static void RequireOneLabelEach(IReadOnlyList<RawImage> images, FaultList faults)
    {
        foreach (RawImage image in images)
        {
            if (image.Label.Length == 0)
                faults.Add($"{image.Where}: the label is empty, which only a multi-label data set allows (as no finding).");
            else if (MultiLabelReading.HasSeveral(image))
                faults.Add($"{image.Where}: {Show.Quoted(image.Label)} holds several labels, which only a multi-label data set allows.");
        }
    }
}
