using System.Collections.Immutable;
using System.Diagnostics;
using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class RealKermanyTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Read_OfficialTrain_CountsAndPatients()
    {
        string folder = Folder("kermany224");
        Samples.Read(Path.Combine(folder, "val"), new() { MinImagesPerClass = 1 });
        var clock = Stopwatch.StartNew();
        DataSet data = Samples.Read(folder);
        TestContext.WriteLine($"{data.Samples.Length} images in {clock.ElapsedMilliseconds} ms");
        Assert.IsLessThan(2000, clock.ElapsedMilliseconds);

        Assert.AreSequenceEqual(new[] { 1341 + 8, 3875 + 8 }, data.CountByClass(DataSplit.Train).ToArray());
        Samples.AssertNote(data.Notes, NoteSeverity.Info, "validation part has 16 images (fewer than 100): joined to train");
        Samples.AssertNote(data.Notes, NoteSeverity.Info, "Patient rule 'kermany' reads 5232 of 5232 names");
        Assert.AreEqual(2530 + 8, data.Samples.Count(s => s.Columns["sublabel"] == "BACTERIA"));
        Assert.AreEqual(1345, data.Samples.Count(s => s.Columns["sublabel"] == "VIRUS"));

        int several = data.Samples.CountBy(s => s.Patient).Count(p => p.Value > 1);
        TestContext.WriteLine($"{data.CountPatients()} patients, {several} with several images");
        TestContext.WriteLine(string.Join('\n', data.Notes));
    }

    [TestMethod]
    public void Read_AsMultiClass_ThreeClasses()
    {
        DataSet data = Samples.Read(Folder("kermany224"), new() { Task = ClassificationTask.MultiClass });
        Assert.AreSequenceEqual(new[] { "NORMAL", "BACTERIA", "VIRUS" }, data.Classes.ToArray());
        Assert.AreSequenceEqual(new[] { 1349, 2538, 1345 }, data.CountByClass().ToArray());
    }

    [TestMethod]
    public void Plan_OfficialTrain_FoldsInProportion()
    {
        DataSet data = Samples.Read(Folder("kermany224"));
        var clock = Stopwatch.StartNew();
        DataPlan plan = SplitPlanner.Plan(data);
        TestContext.WriteLine($"planned in {clock.ElapsedMilliseconds} ms: {string.Join(' ', plan.Notes.Select(n => n.Text))}");
        double all = (double)data.CountByClass()[1] / data.Samples.Length;
        foreach (ImmutableArray<int> fold in plan.Train.Folds)
            Assert.AreEqual(all, fold.Average(i => plan.Train.Samples[i].Labels[0]), 0.005);
        Assert.AreEqual(all, plan.Test.Samples.Average(s => s.Labels[0]), 0.005);
    }

    [TestMethod]
    public async Task Settle_OfficialTrain_FindsTheKnownDuplicates()
    {
        DataSet data = Samples.Read(Folder("kermany224"));
        var clock = Stopwatch.StartNew();
        DataSetHashes hashes = await ContentHash.ComputeAsync(data, cancellationToken: TestContext.CancellationToken);
        TestContext.WriteLine($"hashed in {clock.ElapsedMilliseconds} ms");
        ImmutableArray<DuplicateGroup> groups = ExactDuplicates.Find(data, hashes.Images);
        TestContext.WriteLine($"{groups.Length} groups; {string.Join('\n', ExactDuplicates.Settle(data, hashes.Images).Notes)}");
        Assert.IsFalse(groups.IsEmpty);
        Assert.IsFalse(groups.Any(g => g.LabelsDiffer), "they lie inside a class");
    }

    [TestMethod]
    public void Read_NihAdults_PatientsByDigits()
    {
        DataSet data = Samples.Read(Folder("nih-adults"));
        Assert.AreSequenceEqual(new[] { 271, 252 }, data.CountByClass().ToArray());
        Samples.AssertNote(data.Notes, NoteSeverity.Info, "Patient rule 'nih' reads 523 of 523 names");
    }

    private static string Folder(string name)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Pneumonia.MLNet.sln")))
            at = at.Parent;
        string? folder = at is null ? null : Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data", name));
        if (folder is null || !Directory.Exists(folder))
            Assert.Inconclusive($"The shared data set '{name}' is not here.");
        return folder;
    }
}
