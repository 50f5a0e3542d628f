using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data.Reading;

/// <summary>Two classes, or many of which one is negative and the rest become one.</summary>
internal static class BinaryReading
{
    private const string JoinedPositive = "PNEUMONIA";
    private const string HowToName = "name the positive one (--positive, or PositiveClass in the builder)";

    public static LabelledImages Apply(
        IReadOnlyList<RawImage> images, string[] classes, DataSetOptions options, FaultList faults, List<DataNote> notes)
        => classes.Length == 2
            ? OfTwo(images, classes, options.PositiveClass, faults, notes)
            : OfMany(images, classes, options.PositiveClass, faults, notes);

    private static LabelledImages OfTwo(
        IReadOnlyList<RawImage> images, string[] classes, string? positiveClass, FaultList faults, List<DataNote> notes)
    {
        int negative = positiveClass is null
            ? ClassRoles.NegativeOfTwo(classes[0], classes[1])
            : 1 - Array.FindIndex(classes, c => c.Equals(positiveClass.Trim(), StringComparison.OrdinalIgnoreCase));
        if (negative == 2)
            throw faults.Fatal(
                $"there is no class {Show.Quoted(positiveClass!)} to be the positive one; the classes are {Show.First(classes)}.");
        if (negative < 0)
            throw faults.Fatal($"the names of the classes {Show.First(classes)} don't tell which one is positive: {HowToName}.");

        (string no, string yes) = (classes[negative], classes[1 - negative]);
        notes.Add(DataNote.Info($"Positive class: {Show.Quoted(yes)}; negative class: {Show.Quoted(no)}."));
        bool kermany = KermanyNames.Fit(images);
        return Label(
            images, no, yes, (image, positive) => !kermany ? null : positive ? KermanyNames.CauseOf(image.FileName) : KermanyNames.Normal);
    }

    private static LabelledImages OfMany(
        IReadOnlyList<RawImage> images, string[] classes, string? positiveClass, FaultList faults, List<DataNote> notes)
    {
        string[] negatives = [.. classes.Where(ClassRoles.IsNegative)];
        if (negatives.Length != 1)
        {
            string found = negatives.Length == 0 ? "none was recognised" : $"{negatives.Length} were recognised ({Show.First(negatives)})";
            throw faults.Fatal(
                $"binary was asked for {classes.Length} classes ({Show.First(classes, 10)}), which needs exactly one negative class; {found}. " +
                "Name it normal, negative, healthy, control or no_finding.");
        }

        string positive = positiveClass?.Trim() ?? JoinedPositive;
        if (positiveClass is not null && classes.Contains(positive, StringComparer.OrdinalIgnoreCase))
        {
            throw faults.Fatal(
                $"binary joins every class but {Show.Quoted(negatives[0])} into one positive class; it can't be named after " +
                $"{Show.Quoted(positive)}, which is only one of {classes.Length}.");
        }

        notes.Add(DataNote.Info(
            $"Positive class: {Show.Quoted(positive)}, joined from {Show.First(classes.Except(negatives), 10)}; " +
            $"negative class: {Show.Quoted(negatives[0])}."));
        return Label(images, negatives[0], positive, static (image, _) => image.Label);
    }

    private static LabelledImages Label(
        IReadOnlyList<RawImage> images, string negative, string positive, Func<RawImage, bool, string?> subLabel)
    {
        ImmutableArray<int> no = [0];
        ImmutableArray<int> yes = [1];
        LabelledImage[] rows =
        [
            .. images.Select(image =>
            {
                bool isPositive = !image.Label.Equals(negative, StringComparison.OrdinalIgnoreCase);
                string? finer = image.Columns.ContainsKey(ImageSample.SubLabelColumn) ? null : subLabel(image, isPositive);
                return new LabelledImage(
                    image,
                    isPositive ? yes : no,
                    finer is null ? image.Columns : image.Columns.SetItem(ImageSample.SubLabelColumn, finer));
            }),
        ];
        return new(ClassificationTask.Binary, [negative, positive], negative, rows);
    }
}
