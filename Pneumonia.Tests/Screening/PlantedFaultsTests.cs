using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;

namespace Pneumonia.Tests.Screening;

/// <summary>One of each fault among good radiographs: every one is found, and hardly a good one blamed.</summary>
[TestClass]
public sealed class PlantedFaultsTests
{
    private const int Good = 400;

    private static PlantedSet set = null!;
    private static ScreeningReport report = null!;

    public required TestContext TestContext { get; init; }

    [ClassInitialize]
    public static async Task PlantAsync(TestContext context)
    {
        set = new PlantedSet(Good);
        set.PlantBytes("train/NORMAL/unreadable.jpeg", static _ => [.. "no picture at all"u8]);
        set.PlantBytes("train/NORMAL/truncated.jpeg", static b => b[..(b.Length * 2 / 3)]);
        set.Plant("train/NORMAL/toosmall.jpeg", Faults.Small);
        set.Plant("train/PNEUMONIA/blurred.jpeg", Faults.Blurred);
        set.Plant("train/NORMAL/overexposed.jpeg", static b => Faults.Toned(b, static g => 2 * g + 40));
        set.Plant("train/PNEUMONIA/underexposed.jpeg", static b => Faults.Toned(b, static g => g / 5));
        set.Plant("train/NORMAL/lowcontrast.jpeg", static b => Faults.Toned(b, static g => 110 + g / 8));
        set.Plant("train/PNEUMONIA/inverted.jpeg", static b => Faults.Toned(b, static g => 255 - g));
        foreach (var degrees in new[] { 90, 180, 270 }) set.Plant($"train/NORMAL/sideways{degrees}.jpeg", b => Faults.Turned(b, degrees));
        set.Plant("train/PNEUMONIA/coloured.jpeg", Faults.Stamped);
        set.Plant("train/NORMAL/letterboxed.jpeg", Faults.Letterboxed);

        set.PlantGood("train/NORMAL/one.jpeg");
        set.CopyOf("train/NORMAL/one.jpeg", "train/NORMAL/exactduplicate.jpeg");
        set.PlantGood("train/NORMAL/two.jpeg");
        set.Again("train/NORMAL/two.jpeg", "train/NORMAL/nearduplicate.jpeg", static b => Faults.Resized(b, 300, 260));
        set.PlantGood("train/NORMAL/three.jpeg");
        set.Again("train/NORMAL/three.jpeg", "train/NORMAL/nearduplicate-mirrored.jpeg", Faults.Mirrored);
        set.PlantGood("train/NORMAL/four.jpeg");
        set.Again("train/NORMAL/four.jpeg", "train/PNEUMONIA/contradictoryduplicate.jpeg", static b => Faults.Resized(b, 200, 200));
        set.PlantGood("train/NORMAL/five.jpeg");
        set.Again("train/NORMAL/five.jpeg", "test/NORMAL/duplicateacrosssplits.jpeg", static b => Faults.Toned(b, static g => g * 9 / 10 + 20));
        set.PlantGood("train/PNEUMONIA/person9999_virus_1.jpeg");
        set.PlantGood("test/PNEUMONIA/person9999_virus_2-patientacrosssplits.jpeg");

        var screened = await DataSetScreen.RunAsync(
            set.Root, new DataSetOptions { PatientRule = PatientRule.Parse("^(person[0-9]+_[a-z]+|.*)") }, workFolder: Path.Combine(set.Root, ".work"),
            cancellationToken: context.CancellationToken);
        report = screened.Report;
    }

    [ClassCleanup]
    public static void Remove() => set?.Dispose();

    [TestMethod]
    [DataRow(ScreeningKind.Unreadable, "unreadable")]
    [DataRow(ScreeningKind.Truncated, "truncated")]
    [DataRow(ScreeningKind.TooSmall, "toosmall")]
    [DataRow(ScreeningKind.Blurred, "blurred")]
    [DataRow(ScreeningKind.Overexposed, "overexposed")]
    [DataRow(ScreeningKind.Underexposed, "underexposed")]
    [DataRow(ScreeningKind.LowContrast, "lowcontrast")]
    [DataRow(ScreeningKind.Inverted, "inverted")]
    [DataRow(ScreeningKind.Sideways, "sideways90")]
    [DataRow(ScreeningKind.Sideways, "sideways180")]
    [DataRow(ScreeningKind.Sideways, "sideways270")]
    [DataRow(ScreeningKind.Coloured, "coloured")]
    [DataRow(ScreeningKind.Letterboxed, "letterboxed")]
    [DataRow(ScreeningKind.ExactDuplicate, "exactduplicate")]
    [DataRow(ScreeningKind.NearDuplicate, "nearduplicate")]
    [DataRow(ScreeningKind.NearDuplicate, "nearduplicate-mirrored")]
    [DataRow(ScreeningKind.ContradictoryDuplicate, "contradictoryduplicate")]
    [DataRow(ScreeningKind.DuplicateAcrossSplits, "duplicateacrosssplits")]
    [DataRow(ScreeningKind.PatientAcrossSplits, "person9999_virus_2-patientacrosssplits")]
    public void Run_PlantedFault_IsFound(ScreeningKind kind, string file)
    {
        var found = report.Findings.Where(f => f.Files.Any(i => Path.GetFileNameWithoutExtension(i.Name) == file)).ToArray();
        Assert.Contains(kind, found.Select(static f => f.Kind), string.Join(", ", found.Select(static f => $"{f.Kind}: {f.Problem}")));
    }

    [TestMethod]
    public void Run_GoodImages_AtMostOnePercentBlamed()
    {
        var blamed = report.Findings
            .Where(static f => f.Severity == NoteSeverity.Warning)
            .SelectMany(static f => f.Files)
            .Select(static i => i.Name)
            .Where(set.IsGood)
            .Distinct().ToArray();
        Assert.IsLessThanOrEqualTo(Good / 100, blamed.Length, string.Join(", ", blamed));
    }

    [TestMethod]
    public void Run_ByDefault_LeavesOutWhatCannotBeDecodedAndNothingElse()
    {
        Assert.AreEqual(2, report.LeftOut);
        Assert.AreSequenceEqual(
            new[] { "train/NORMAL/truncated.jpeg", "train/NORMAL/unreadable.jpeg" },
            report.Findings.SelectMany(static f => f.LeftOut).Select(static i => i.Name).Order(StringComparer.Ordinal).ToArray());
        Assert.IsTrue(report.Findings.All(static f => f.Done.Length > 0 && f.Problem.Length > 0));
    }
}
