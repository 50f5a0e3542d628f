using Pneumonia.Tests.Data;
using Pneumonia.Training.Torch.Checkpoints;

namespace Pneumonia.Tests.Torch;

/// <summary>Which checkpoints a work folder keeps, and until when. No libtorch is needed for that.</summary>
[TestClass]
public sealed class CheckpointFolderTests
{
    [TestMethod]
    public void Begin_NextTrial_LetsGoOfTheOneBeforeAndOfNoOther()
    {
        using var work = new TempFolder();
        var folder = new CheckpointFolder(work.Path);
        string[] resumable = [Write(folder, "final training of a killed run", "fit")];
        folder.Begin("one");
        var first = Write(folder, "one", "fold 1 of 2");
        folder.Begin("two");
        Assert.IsFalse(File.Exists(first));
        string[] second = [Write(folder, "two", "fold 1 of 2"), Write(folder, "two", "fold 2 of 2")];
        Assert.AreSequenceEqual([.. resumable.Concat(second).Order(StringComparer.Ordinal)], Files(work));
    }

    [TestMethod]
    public void Sweep_AllEnded_LeavesNothingButWhatIsNotOurs()
    {
        using var work = new TempFolder();
        var folder = new CheckpointFolder(work.Path);
        folder.Begin("one");
        var member = Write(folder, "one", "fit");
        foreach (var more in new[] { ".1", ".2", ".2.part" }) File.Copy(member, member + more);
        Write(folder, "a run of last week", "fold 1 of 2");
        File.WriteAllText(work.At("checkpoints", "notes.txt"), "somebody's");

        folder.Sweep();

        Assert.AreSequenceEqual([work.At("checkpoints", "notes.txt")], Files(work));
    }

    [TestMethod]
    public void Sweep_TrialWasStopped_KeepsItForALongerSearch()
    {
        using var work = new TempFolder();
        var folder = new CheckpointFolder(work.Path);
        folder.Begin("one");
        Write(folder, "one", "fold 1 of 2");
        folder.Begin("two");
        var stopped = Write(folder, "two", "fold 1 of 2");
        folder.Stop();
        Write(folder, "one", "fit");

        folder.Sweep();

        Assert.AreSequenceEqual([stopped], Files(work));
        new CheckpointFolder(work.Path).Sweep();
        Assert.IsEmpty(Files(work));
    }

    [TestMethod]
    public void Sweep_NoFolder_IsNothingToDo()
    {
        using var work = new TempFolder();
        new CheckpointFolder(work.Path).Sweep();
        Assert.IsFalse(Directory.Exists(work.At("checkpoints")));
    }

    private static string Write(CheckpointFolder folder, string trial, string what)
    {
        var path = folder.PathOf(trial, what);
        File.WriteAllText(path, "");
        return path;
    }

    private static string[] Files(TempFolder work) => [.. Directory.GetFiles(work.At("checkpoints")).Order(StringComparer.Ordinal)];
}
