using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class ClassesTests
{
    private static readonly DataSetOptions Few = new() { MinImagesPerClass = 1 };

    [TestMethod]
    [DataRow("NORMAL", "PNEUMONIA", 0)]
    [DataRow("Sick", "Healthy", 1)]
    [DataRow("abnormal", "normal", 1)]
    [DataRow("0", "1", 0)]
    [DataRow("1", "2", 1)]
    [DataRow("no_finding", "infiltrate", 0)]
    [DataRow("pneumonia", "no-pneumonia", 1)]
    [DataRow("covid_positive", "covid_other", 1)]
    [DataRow("type1", "type2", -1)]
    [DataRow("pneumonia_a", "pneumonia_b", -1)]
    [DataRow("normal", "healthy", -1)]
    public void NegativeOfTwo_Names_AreUnderstood(string first, string second, int expected)
    {
        Assert.AreEqual(expected, ClassRoles.NegativeOfTwo(first, second));
        Assert.AreEqual(expected < 0 ? expected : 1 - expected, ClassRoles.NegativeOfTwo(second, first));
    }

    [TestMethod]
    public void Read_PositiveClassNamed_Wins()
    {
        using TempFolder folder = new TempFolder().With("cats/a.png", "dogs/b.png");
        DataSet data = Samples.Read(folder.Path, Few with { PositiveClass = "CATS" });
        Assert.AreSequenceEqual(new[] { "dogs", "cats" }, data.Classes.ToArray());
        Assert.AreEqual(1, data.Samples[0].Labels.Single());
    }

    [TestMethod]
    public void Read_PositiveClassUnknown_ListsTheClasses()
    {
        using TempFolder folder = new TempFolder().With("cats/a.png", "dogs/b.png");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, Few with { PositiveClass = "birds" }));
        Samples.AssertFault(e, "no class 'birds' to be the positive one; the classes are 'cats', 'dogs'");
    }

    [TestMethod]
    public void Read_AmbiguousClasses_TellsHowToNameThePositive()
    {
        using TempFolder folder = new TempFolder().With("cats/a.png", "dogs/b.png");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, Few));
        Samples.AssertFault(e, "--positive, or PositiveClass");
    }

    [TestMethod]
    public void Read_ThreeFolders_IsMultiClassNegativeFirst()
    {
        using TempFolder folder = new TempFolder().With("BACTERIA/a.png", "NORMAL/b.png", "VIRUS/c.png");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.AreEqual(ClassificationTask.MultiClass, data.Task);
        Assert.AreSequenceEqual(new[] { "NORMAL", "BACTERIA", "VIRUS" }, data.Classes.ToArray());
        Assert.AreEqual("NORMAL", data.NegativeClass);
        Assert.IsNull(data.PositiveClass);
        Assert.AreSequenceEqual(new[] { 1, 0, 2 }, data.Samples.Select(s => s.Labels.Single()).ToArray());
    }

    [TestMethod]
    public void Read_BinaryOfThreeFolders_JoinsAndKeepsTheOriginal()
    {
        using TempFolder folder = new TempFolder().With("BACTERIA/a.png", "NORMAL/b.png", "VIRUS/c.png");
        DataSet data = Samples.Read(folder.Path, Few with { Task = ClassificationTask.Binary });
        Assert.AreSequenceEqual(new[] { "NORMAL", "PNEUMONIA" }, data.Classes.ToArray());
        Assert.AreSequenceEqual(new[] { 1, 0, 1 }, data.Samples.Select(s => s.Labels.Single()).ToArray());
        Assert.AreSequenceEqual(new[] { "BACTERIA", "NORMAL", "VIRUS" }, data.Samples.Select(s => s.Columns["sublabel"]).ToArray());
    }

    [TestMethod]
    public void Read_BinaryOfThreeWithoutNegative_Refused()
    {
        using TempFolder folder = new TempFolder().With("A/a.png", "B/b.png", "C/c.png");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, Few with { Task = ClassificationTask.Binary }));
        Samples.AssertFault(e, "needs exactly one negative class; none was recognised");
    }

    [TestMethod]
    public void Read_KermanyBinary_KeepsCauseAsSubLabel()
    {
        using TempFolder folder = Kermany();
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.AreSequenceEqual(
            new[] { "NORMAL", "NORMAL", "BACTERIA", "VIRUS" },
            data.Samples.Select(s => s.Columns["sublabel"]).ToArray());
    }

    [TestMethod]
    public void Read_KermanyMultiClass_SplitsPneumonia()
    {
        using TempFolder folder = Kermany();
        DataSet data = Samples.Read(folder.Path, Few with { Task = ClassificationTask.MultiClass });
        Assert.AreSequenceEqual(new[] { "NORMAL", "BACTERIA", "VIRUS" }, data.Classes.ToArray());
        Assert.AreSequenceEqual(new[] { 2, 1, 1 }, data.CountByClass().ToArray());
    }

    [TestMethod]
    public void Read_KermanyMultiClassUnclearName_LeftOutWithNote()
    {
        using TempFolder folder = Kermany().WithMany(40, "train/NORMAL/IM-0200-", ".jpeg").With("train/PNEUMONIA/unclear.jpeg");
        DataSet data = Samples.Read(folder.Path, Few with { Task = ClassificationTask.MultiClass });
        Assert.HasCount(44, data.Samples);
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "1 image left out: the name says neither bacteria nor virus ('train/PNEUMONIA/unclear.jpeg')");
    }

    [TestMethod]
    public void Read_FoldersAsMultiLabel_NegativeFolderHasNoLabel()
    {
        using TempFolder folder = new TempFolder().With("no_finding/a.png", "Effusion/b.png", "Non-specific/c.png");
        DataSet data = Samples.Read(folder.Path, Few with { Task = ClassificationTask.MultiLabel });
        Assert.AreSequenceEqual(new[] { "Effusion", "Non-specific" }, data.Classes.ToArray());
        Assert.IsEmpty(data.Samples.Single(s => s.Name == "no_finding/a.png").Labels);
    }

    private static TempFolder Kermany() => new TempFolder().With(
        "train/NORMAL/IM-0115-0001.jpeg", "train/NORMAL/NORMAL2-IM-0007-0001.jpeg",
        "train/PNEUMONIA/person1_bacteria_1.jpeg", "train/PNEUMONIA/person447_virus_921_1.jpeg");
}
