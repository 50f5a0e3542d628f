using System.Runtime.Versioning;
using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Faults.Runs;

/// <summary>Permissions taken away while a run goes on, and disks that can't be written: clear words, and the earlier results stay.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class RevokedPermissionTests
{
    private const UnixFileMode All = (UnixFileMode)0b111_111_111, ReadOnly = (UnixFileMode)0b101_101_101;

    [TestMethod]
    public async Task Train_FolderOfTheModelRevoked_SaysSoKeepsTheOldModelAndEveryTrial()
    {
        using var set = new SmallSet();
        var model = set.At("out", "model.zip");
        Directory.CreateDirectory(set.At("out"));
        await File.WriteAllTextAsync(model, "the old model", CancellationToken.None);
        Open(set);
        using var child = ChildCli.StartUnprivileged("train", "--data", set.Data, "--work", set.Work, "--out", model, "--max-trials", "100");
        await child.HearsAsync("Searching");
        File.SetUnixFileMode(set.At("out"), ReadOnly);
        File.SetUnixFileMode(model, ReadOnly);

        var run = await child.EndAsync();
        File.SetUnixFileMode(set.At("out"), All);

        run.Expect(ExitCode.OurFault).Says("denied", "model.zip");
        Assert.DoesNotContain("   at ", run.Words, "No stack trace.");
        Assert.AreEqual("the old model", await File.ReadAllTextAsync(model, CancellationToken.None));
        var again = (await CliRun.OfAsync(set.Train("--max-trials", "100", "--json"))).Expect(ExitCode.Done).Json();
        Assert.IsTrue(again["trials"]!.AsArray().All(static t => t!["resumed"]!.GetValue<bool>()));
    }

    [TestMethod]
    public async Task Train_ImagesRevoked_EndsWellOrNamesOne()
    {
        using var set = new SmallSet(warm: false);
        Open(set);
        using var child = ChildCli.StartUnprivileged(set.Train("--max-trials", "2"));
        await child.HearsAsync("Screening");
        foreach (var image in Directory.GetFiles(set.Data, "*.png", SearchOption.AllDirectories)) File.SetUnixFileMode(image, UnixFileMode.None);

        var run = await child.EndAsync();
        Open(set);

        if (run.Code == ExitCode.Done) ModelFile.Verify(set.Model);
        else Assert.Contains(".png", run.Expect(ExitCode.UnusableData).Words);
        Assert.DoesNotContain("   at ", run.Words, "No stack trace.");
        (await CliRun.OfAsync(set.Train("--max-trials", "2"))).Expect(ExitCode.Done);
    }

    [TestMethod]
    public async Task Train_WorkFolderOnADiskThatIsReadOnly_SaysSo()
    {
        using var set = new SmallSet(warm: false);
        using var disk = new SmallDisk(4096);
        Directory.CreateDirectory(disk.At("work"));
        disk.MakeReadOnly();

        var run = await CliRun.OfAsync("train", "--data", set.Data, "--work", disk.At("work"), "--out", set.Model);

        run.Expect(ExitCode.OurFault).Says(disk.Path, "Read-only", "--work");
        Assert.DoesNotContain("Another training run", run.Words);
    }

    [TestMethod]
    public async Task Train_StoreOnADiskThatBecameReadOnly_SaysSoAndDoesNotCallItDamaged()
    {
        using var set = new SmallSet();
        using var disk = new SmallDisk(8192);
        Directory.CreateDirectory(disk.At("work"));
        File.Copy(set.Store, disk.At("work", "store.db"));
        var before = await File.ReadAllBytesAsync(disk.At("work", "store.db"), CancellationToken.None);
        disk.MakeReadOnly();

        Assert.ThrowsExactly<Training.Store.WorkFolderException>(() => Training.Store.StoreDatabase.Open(disk.At("work", "store.db"), static _ => Assert.Fail("It is not damaged.")));

        Assert.AreSequenceEqual(before, await File.ReadAllBytesAsync(disk.At("work", "store.db"), CancellationToken.None));
    }

    // The superuser makes the files; somebody else has to be able to use them.
    private static void Open(SmallSet set)
    {
        foreach (var path in Directory.GetFileSystemEntries(set.At(), "*", SearchOption.AllDirectories).Append(set.At())) File.SetUnixFileMode(path, All);
    }
}
