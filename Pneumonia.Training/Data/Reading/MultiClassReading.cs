using Pneumonia.Model;

namespace Pneumonia.Training.Data.Reading;

/// <summary>Exactly one of many classes; the negative one first.</summary>
internal static class MultiClassReading
{
    public static LabelledImages Apply(IReadOnlyList<RawImage> images, string[] classes, DataSetOptions options, List<DataNote> notes)
    {
        if (options.PositiveClass is not null)
            notes.Add(DataNote.Warning(
                $"The positive class {Show.Quoted(options.PositiveClass)} is ignored: {classes.Length} classes are told apart."));
        if (classes.Length == 2 && KermanyNames.Fit(images) && ClassRoles.NegativeOfTwo(classes[0], classes[1]) is var negative and >= 0)
            (images, classes) = SplitPneumonia(images, classes[negative], notes);

        string[] negatives = [.. classes.Where(ClassRoles.IsNegative)];
        string? none = negatives.Length == 1 ? negatives[0] : null;
        string[] ordered = none is null ? classes : [none, .. classes.Where(c => c != none)];
        Dictionary<string, int> index = Labelling.IndexOf(ordered);
        return new(
            ClassificationTask.MultiClass, [.. ordered], none, [.. images.Select(i => new LabelledImage(i, [index[i.Label]], i.Columns))]);
    }

    /// <summary>Kermany's PNEUMONIA folder holds two classes, told apart by the file name alone.</summary>
    private static (IReadOnlyList<RawImage> Images, string[] Classes) SplitPneumonia(
        IReadOnlyList<RawImage> images, string negative, List<DataNote> notes)
    {
        List<RawImage> kept = [];
        List<string> unclear = [];
        foreach (RawImage image in images)
        {
            if (image.Label.Equals(negative, StringComparison.OrdinalIgnoreCase))
                kept.Add(image);
            else if (KermanyNames.CauseOf(image.FileName) is { } cause)
                kept.Add(image with { Label = cause });
            else
                unclear.Add(image.Name);
        }

        if (unclear.Count > 0)
        {
            notes.Add(DataNote.Warning(
                $"{Show.Count(unclear.Count, "image")} left out: the name says neither bacteria nor virus ({Show.First(unclear)})."));
        }

        string[] classes = Labelling.Distinct(kept.Select(i => i.Label));
        notes.Add(DataNote.Info($"The pneumonia folder was told apart by file names: the classes are {Show.First(classes)}."));
        return (kept, classes);
    }
}
