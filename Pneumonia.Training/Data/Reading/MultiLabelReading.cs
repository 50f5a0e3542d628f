using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data.Reading;

/// <summary>Any number of findings an image, joined by <c>|</c> in a CSV.</summary>
internal static class MultiLabelReading
{
    private const char Separator = '|';

    /// <summary>A folder may have a <c>|</c> in its name; only in a CSV does it join labels.</summary>
    public static bool HasSeveral(RawImage image) => image.Line > 0 && image.Label.Contains(Separator, StringComparison.Ordinal);

    public static LabelledImages Apply(IReadOnlyList<RawImage> images, DataSetOptions options, FaultList faults)
    {
        string[][] findings = [.. images.Select(image => Findings(image, faults))];
        faults.ThrowIfAny();

        string[] classes = Labelling.Distinct(findings.SelectMany(f => f));
        if (classes.Length == 0)
            throw faults.Fatal("no image has a finding; a multi-label data set needs at least one.");
        Dictionary<string, int> index = Labelling.IndexOf(classes);
        LabelledImage[] rows =
        [
            .. images.Select((image, i) =>
                new LabelledImage(image, [.. findings[i].Select(f => index[f]).Distinct().Order()], image.Columns)),
        ];
        var labelled = new LabelledImages(ClassificationTask.MultiLabel, [.. classes], null, rows);
        Labelling.RequireEnough(labelled, options.MinImagesPerClass, faults);
        faults.ThrowIfAny();
        return labelled;
    }

    private static string[] Findings(RawImage image, FaultList faults)
    {
        string[] labels = image.Line > 0
            ? image.Label.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [image.Label];
        string[] findings = [.. labels.Where(l => !ClassRoles.IsNoFinding(l))];
        if (findings.Length > 0 && findings.Length < labels.Length)
            faults.Add($"{image.Where}: {Show.Quoted(image.Label)} says that there is no finding and names one.");
        return findings;
    }
}
