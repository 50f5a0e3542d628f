using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class RealRadiographsTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("kermany-original")]
    [DataRow("nih-adults")]
    public async Task Run_GoodImages_AtMostOnePercentBlamed(string set)
    {
        var report = await ScreenAsync(set);
        var blamed = report.Findings
            .Where(static f => f.Severity == NoteSeverity.Warning).SelectMany(static f => f.Files).Select(static i => i.Name).Distinct().ToArray();
        Assert.IsLessThanOrEqualTo(report.Images / 100, blamed.Length, string.Join(", ", blamed));
    }

    [TestMethod]
    public async Task Run_KermanyOriginals_SizeAndAspectTellTheLabelAndClassesAreFew()
    {
        var report = await ScreenAsync("kermany-original");
        foreach (var kind in new[] { ScreeningKind.SizeLeak, ScreeningKind.AspectLeak })
        {
            var leak = report.Findings.Single(f => f.Kind == kind);
            Assert.Contains("'PNEUMONIA' from the rest with AUC 0.", leak.Problem);
            Assert.Contains("Normalised", leak.Done);
        }

        Assert.HasCount(2, report.Findings.Where(static f => f.Kind == ScreeningKind.FewImages));
    }

    [TestMethod]
    public async Task Run_AdultLyingOnItsHead_IsFound()
    {
        var report = await ScreenAsync("nih-adults");
        Assert.AreEqual("NORMAL/00003490_011.jpg", report.Findings.Single(static f => f.Kind == ScreeningKind.Sideways).Name);
    }

    private async Task<ScreeningReport> ScreenAsync(string set)
    {
        using var work = new TempFolder();
        return (await DataSetScreen.RunAsync(SharedData.Folder(set), workFolder: work.At("work"), cancellationToken: TestContext.CancellationToken)).Report;
    }
}
