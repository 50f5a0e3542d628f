using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Faults.Runs;

[TestClass]
[DoNotParallelize]
public sealed class FullDiskTests
{
    [TestMethod]
    public async Task Train_DiskOfTheModelIsFull_SaysSoKeepsTheOldModelAndEveryTrial()
    {
        using var set = new SmallSet();
        using var disk = new SmallDisk(1024);
        var model = disk.At("model.zip");
        await File.WriteAllTextAsync(model, "the old model", CancellationToken.None);

        var full = await CliRun.OfAsync("train", "--data", set.Data, "--work", set.Work, "--out", model, "--max-trials", "3");
        var elsewhere = await CliRun.OfAsync(set.Train("--max-trials", "3", "--json"));

        full.Expect(ExitCode.OurFault).Says("No space left");
        Assert.DoesNotContain("   at ", full.Words, "No stack trace.");
        Assert.AreEqual("the old model", await File.ReadAllTextAsync(model, CancellationToken.None));
        Assert.AreSequenceEqual(new[] { model }, Directory.GetFiles(disk.Path), "Nothing half written stays behind.");
        var trials = elsewhere.Expect(ExitCode.Done).Json()["trials"]!.AsArray();
        Assert.IsTrue(trials.All(static t => t!["resumed"]!.GetValue<bool>()));
    }

    [TestMethod]
    public async Task Train_DiskOfTheWorkFolderIsFull_SaysSoAndGoesOnElsewhere()
    {
        using var set = new SmallSet(warm: false);
        using var disk = new SmallDisk(160);

        var full = await CliRun.OfAsync("train", "--data", set.Data, "--work", disk.At("work"), "--out", set.Model, "--max-trials", "2");

        full.Expect(ExitCode.OurFault).Says(disk.Path, "--work");
        Assert.DoesNotContain("   at ", full.Words, "No stack trace.");
        Assert.IsFalse(File.Exists(set.Model));
        (await CliRun.OfAsync(set.Train("--max-trials", "2"))).Expect(ExitCode.Done);
        ModelFile.Verify(set.Model);
    }

    [TestMethod]
    public async Task Export_DiskIsFull_SaysSoAndLeavesNothingHalf()
    {
        using var disk = new SmallDisk(256);

        var run = await CliRun.OfAsync("export", "--model", Fixtures.TrainedModels.Binary.Path, "--onnx", disk.At("graph.onnx"));

        run.Expect(ExitCode.OurFault).Says("No space left");
        Assert.IsEmpty(Directory.GetFiles(disk.Path));
    }
}
