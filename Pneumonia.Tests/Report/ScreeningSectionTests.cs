using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Imaging;
using Pneumonia.Training.Data;
using Pneumonia.Training.LabelAudit;
using Pneumonia.Training.Report;
using Pneumonia.Training.Screening;

namespace Pneumonia.Tests.Report;

/// <summary>However much is found, the page stays a page.</summary>
[TestClass]
public sealed partial class ScreeningSectionTests
{
    [TestMethod]
    public void Write_ThousandsOfFindingsAndSuspects_ShowsAsManyPicturesAsAskedAndOneOfEachKind()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "image.png");
        File.WriteAllBytes(path, TestImages.GreyPng(64, 64, static (x, y) => x + y));

        var page = ReportPage.Write(Data(path, new ReportOptions { MaxErrors = 0, MaxFindings = 10, MaxSuspects = 7 }));

        Assert.AreEqual(10 + 7, Picture().Count(page));
        Assert.IsLessThan(1_000_000, page.Length);
        foreach (var words in new[] { "inverted", "blurred", "near duplicates", "3,000 of 3,000 labels", "6,000" }) Assert.Contains(words, page);
    }

    [TestMethod]
    public void Write_WithoutThumbnails_HoldsNoPicture()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "image.png");
        File.WriteAllBytes(path, TestImages.GreyPng(64, 64, static (x, y) => x + y));
        var page = ReportPage.Write(Data(path, new ReportOptions { Thumbnails = false }));
        Assert.AreEqual(0, Picture().Count(page));
        Assert.Contains("inverted", page);
    }

    private static ReportData Data(string path, ReportOptions options)
    {
        var images = Enumerable.Range(0, 3000).Select(i => Samples.Of($"NORMAL/{i}.png", $"p{i}", DataSplit.Train, 0) with { Path = path }).ToImmutableArray();
        ScreeningFinding Finding(ScreeningKind kind, params ImmutableArray<ImageSample> files)
            => new() { Kind = kind, Severity = NoteSeverity.Warning, Files = files, Problem = "It is so.", Done = "Reported only." };
        ImmutableArray<ScreeningFinding> findings =
        [
            .. images.Select(i => Finding(ScreeningKind.Blurred, i)), Finding(ScreeningKind.Inverted, images[5]), Finding(ScreeningKind.NearDuplicate, images), Finding(ScreeningKind.Truncated, images[7]),
        ];
        return ReportSamples.Binary() with
        {
            Options = options,
            Screening = new ScreeningReport(6000, 0, findings, []),
            LabelAudit = new LabelAuditReport([.. images.Select(static i => new LabelSuspect(i, "NORMAL", "PNEUMONIA", 0.1, -0.8, true))], 3000, 2900),
        };
    }

    [GeneratedRegex("<img ")]
    private static partial Regex Picture();
}
