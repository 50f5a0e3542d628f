using Pneumonia.Cli;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Cli;

[TestClass]
public sealed class ScreenTests
{
    [TestMethod]
    public async Task Screen_CutImage_SaysWhichAndEndsWell()
    {
        using var folder = Set();

        var run = (await CliRun.OfAsync(Args(folder, "--json"))).Expect(ExitCode.Done);

        run.Says("truncated", "NORMAL/cut.png");
        var json = run.Json();
        Assert.AreEqual(25, (int)json["images"]!);
        Assert.AreEqual(1, (int)json["leftOut"]!);
        var cut = json["findings"]!.AsArray().Single(static f => (string)f!["kind"]! == "Truncated")!;
        Assert.AreEqual("NORMAL/cut.png", (string)cut["files"]![0]!);
        Assert.AreEqual("Left out.", (string)cut["done"]!);
    }

    [TestMethod]
    public async Task Screen_Twice_SaysTheSame()
    {
        using var folder = Set();

        var first = (await CliRun.OfAsync(Args(folder, "--json"))).Expect(ExitCode.Done);
        var second = (await CliRun.OfAsync(Args(folder, "--json"))).Expect(ExitCode.Done);

        Assert.AreEqual(first.Out, second.Out);
    }

    [TestMethod]
    public async Task Screen_PolicyFail_IsUnusableAndStillPrintsTheFindings()
    {
        using var folder = Set();

        var run = (await CliRun.OfAsync(Args(folder, "--policy", "fail", "--json"))).Expect(ExitCode.UnusableData);

        run.Says("can't be used", "cut.png");
        Assert.IsGreaterThan(0, (int)run.Json()["failed"]!);
    }

    [TestMethod]
    public async Task Screen_PolicyExclude_LeavesFaultyImagesOut()
    {
        using var folder = Set();
        File.Copy(folder.At("data", "NORMAL", "0.png"), folder.At("data", "PNEUMONIA", "contradiction.png"));

        var run = (await CliRun.OfAsync(Args(folder, "--policy", "exclude", "--json"))).Expect(ExitCode.Done);

        var finding = run.Json()["findings"]!.AsArray().Single(static f => (string)f!["kind"]! == "ContradictoryDuplicate")!;
        Assert.HasCount(2, finding["leftOut"]!.AsArray());
    }

    [TestMethod]
    public async Task Screen_UnknownPolicy_IsAWrongOption()
    {
        using var folder = Set();
        (await CliRun.OfAsync(Args(folder, "--policy", "ignore"))).Expect(ExitCode.WrongOptions).Says("--policy must be one of exclude, fail, report; it is 'ignore'");
    }

    [TestMethod]
    public async Task Screen_NoSuchFolder_IsUnusable()
        => (await CliRun.OfAsync("screen", "--data", "/no/such/folder")).Expect(ExitCode.UnusableData).Says("/no/such/folder");

    [TestMethod]
    public async Task Train_ScreeningFail_EndsBeforeAnythingIsLearnt()
    {
        using var folder = Set();
        (await CliRun.OfAsync("train", "--data", folder.At("data"), "--work", folder.At("work"), "--out", folder.At("m.zip"), "--screening", "fail", "--max-trials", "1"))
            .Expect(ExitCode.UnusableData).Says("truncated", "cut.png");
        Assert.IsFalse(File.Exists(folder.At("m.zip")));
    }

    private static string[] Args(TempFolder folder, params string[] more) => ["screen", "--data", folder.At("data"), "--work", folder.At("work"), "--patient-rule", "none", .. more];

    // Twelve drawn images a class, and half of one.
    private static TempFolder Set()
    {
        var folder = new TempFolder();
        var drawn = TrainedModels.Set;
        foreach (var label in new[] { "NORMAL", "PNEUMONIA" })
        {
            Directory.CreateDirectory(folder.At("data", label));
            var images = drawn.Images.Where(i => (i.Case.Finding == Training.Synthesis.SyntheticFinding.None) == (label == "NORMAL")).Take(12).ToArray();
            for (var i = 0; i < images.Length; i++) File.Copy(Path.Combine(drawn.Folder, images[i].Path), folder.At("data", label, $"{i}.png"));
        }

        var whole = File.ReadAllBytes(folder.At("data", "NORMAL", "0.png"));
        File.WriteAllBytes(folder.At("data", "NORMAL", "cut.png"), whole[..(whole.Length / 2)]);
        return folder;
    }
}
