using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class FolderReadingTests
{
    private static readonly DataSetOptions Few = new() { MinImagesPerClass = 1 };

    [TestMethod]
    public void Read_ClassFolders_GivesBinarySortedByName()
    {
        using TempFolder folder = new TempFolder().With("PNEUMONIA/ä b.JPG", "PNEUMONIA/tief/er/c.webp", "NORMAL/z.jpeg", "NORMAL/a.Png");
        DataSet data = Samples.Read(folder.Path, Few);

        Assert.AreEqual(ClassificationTask.Binary, data.Task);
        Assert.AreSequenceEqual(new[] { "NORMAL", "PNEUMONIA" }, data.Classes.ToArray());
        Assert.AreSequenceEqual(
            new[] { "NORMAL/a.Png", "NORMAL/z.jpeg", "PNEUMONIA/tief/er/c.webp", "PNEUMONIA/ä b.JPG" },
            data.Samples.Select(s => s.Name).ToArray());
        Assert.AreSequenceEqual(new[] { 0, 0, 1, 1 }, data.Samples.Select(s => s.Labels.Single()).ToArray());
        Assert.IsTrue(data.Samples.All(s => File.Exists(s.Path) && Path.IsPathFullyQualified(s.Path)));
        Assert.IsTrue(data.Samples.All(s => s.Split == DataSplit.Unassigned));
        Assert.AreEqual(("NORMAL", "PNEUMONIA"), (data.NegativeClass, data.PositiveClass));
    }

    [TestMethod]
    public void Read_RelativePathWithSlash_GivesSameNames()
    {
        using TempFolder folder = new TempFolder().With("normal/a.png", "sick/b.png");
        DataSet data = Samples.Read(Path.GetRelativePath(Environment.CurrentDirectory, folder.Path) + "/", Few);
        Assert.AreEqual("normal/a.png", data.Samples[0].Name);
        Assert.AreEqual("sick", data.PositiveClass);
    }

    [TestMethod]
    public void Read_OfficialSplits_AnyCaseHonouredAndSmallValJoined()
    {
        using TempFolder folder = new TempFolder().With(
            "Train/NORMAL/a.png", "Train/PNEUMONIA/b.png", "TEST/normal/c.png", "TEST/pneumonia/d.png", "valid/NORMAL/e.png");
        DataSet data = Samples.Read(folder.Path, Few);

        Assert.HasCount(2, data.Classes);
        Assert.AreEqual(3, data.Samples.Count(s => s.Split == DataSplit.Train));
        Assert.AreEqual(2, data.Samples.Count(s => s.Split == DataSplit.Test));
        Samples.AssertNote(data.Notes, NoteSeverity.Info, "validation part has 1 image (fewer than 100): joined to train");
    }

    [TestMethod]
    public void Read_LargeValidation_StaysValidation()
    {
        using TempFolder folder = new TempFolder().WithMany(60, "validation/0/x").WithMany(40, "validation/1/y").With("train/0/a.png", "train/1/b.png");
        DataSet data = Samples.Read(folder.Path);
        Assert.AreEqual(100, data.Samples.Count(s => s.Split == DataSplit.Validation));
        Assert.AreEqual("1", data.PositiveClass);
    }

    [TestMethod]
    public void Read_WrapperFolderWithRubbish_LookedThrough()
    {
        using TempFolder folder = new TempFolder().With(
            "chest_xray/train/NORMAL/a.png", "chest_xray/train/PNEUMONIA/b.png", "__MACOSX/chest_xray/train/NORMAL/._a.png",
            "chest_xray/train/NORMAL/._a.png", "chest_xray/.DS_Store", "chest_xray/train/NORMAL/Thumbs.db", "chest_xray/readme.txt");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.AreSequenceEqual(
            new[] { "train/NORMAL/a.png", "train/PNEUMONIA/b.png" }, data.Samples.Select(s => s.Name).ToArray());
        Assert.IsTrue(File.Exists(data.Samples[0].Path));
        Samples.AssertNote(data.Notes, NoteSeverity.Info, "1 other file");
    }

    [TestMethod]
    public void Read_KaggleArchive_InnerCopyLeftOut()
    {
        using TempFolder folder = new TempFolder().With(
            "train/NORMAL/a.png", "train/PNEUMONIA/b.png", "chest_xray/train/NORMAL/a.png", "chest_xray/train/PNEUMONIA/b.png");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.HasCount(2, data.Samples);
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "2 images outside the class folders left out");
    }

    [TestMethod]
    public void Read_SplitBelowClass_Warned()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/train/a.png", "NORMAL/test/b.png", "PNEUMONIA/train/c.png");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.HasCount(3, data.Samples);
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "3 images lie in a folder named like a split below a class folder");
    }

    [TestMethod]
    public void Read_LinkLoops_EndAndCountOnce()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "NORMAL", "loop"), folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "NORMAL", "self"), "self");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "PNEUMONIA", "up"), "../PNEUMONIA");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "PNEUMONIA", "gone.png"), "nowhere.png");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "PNEUMONIA", "linked.png"), "b.png");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.AreSequenceEqual(
            new[] { "NORMAL/a.png", "PNEUMONIA/b.png", "PNEUMONIA/linked.png" }, data.Samples.Select(s => s.Name).ToArray());
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "links or folders left out");
    }

    [TestMethod]
    public void Read_EmptyFiles_LeftOutWithNote()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        folder.Write("NORMAL/nothing.png", "");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.HasCount(2, data.Samples);
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "'NORMAL/nothing.png'");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Read_NameWithEscapes_NoteHasNoControlCharacters()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        folder.Write("NORMAL/\u001b[31m\nred.png", "");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.IsFalse(data.Notes.Any(n => n.Text.Any(char.IsControl)));
    }

    [TestMethod]
    [DataRow("", "the folder is empty")]
    [DataRow("NORMAL/readme.txt|x.doc", "no image, only 2 other files")]
    [DataRow("a.png|b.png", "2 images lie in no class folder")]
    [DataRow("NORMAL/a.png", "one class only, 'NORMAL' with 1 image")]
    [DataRow("NORMAL/x/a.png|NORMAL/y/a.png", "one class only, 'NORMAL' with 2 images")]
    [DataRow("cats/a.png|dogs/b.png", "don't tell which one is positive")]
    [DataRow("train/a.png|test/b.png", "no class folder")]
    public void Read_UnusableFolder_ExplainsItself(string files, string fault)
    {
        using TempFolder folder = new TempFolder().With(files.Split('|', StringSplitOptions.RemoveEmptyEntries));
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, Few));
        Samples.AssertFault(e, fault);
        Assert.Contains(folder.Path, e.Message);
    }

    [TestMethod]
    public void Read_NoClassFolders_DrawsTheLayout()
    {
        using TempFolder folder = new TempFolder().With("a.png");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path));
        Assert.Contains("└─ PNEUMONIA/", e.Message);
    }

    [TestMethod]
    public void Read_TwoImages_NamesBothClassesAndTheMinimum()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path));
        Assert.HasCount(2, e.Faults);
        Samples.AssertFault(e, "class 'PNEUMONIA' has 1 image; at least 10 are needed");
    }

    [TestMethod]
    public void Read_NoSuchPath_SaysSo()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "gone");
        Samples.AssertFault(Assert.ThrowsExactly<DataSetException>(() => Samples.Read(path)), "there is no such folder or file");
    }

    [TestMethod]
    public void Read_Zip_SaysUnpack()
    {
        using TempFolder folder = new TempFolder().With("chest.zip");
        string path = Path.Combine(folder.Path, "chest.zip");
        Samples.AssertFault(Assert.ThrowsExactly<DataSetException>(() => Samples.Read(path)), "Unpack it first");
    }

    [TestMethod]
    public void Read_FolderWithoutPermission_NamesIt()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
            Assert.Inconclusive("This user may list every folder; see Describe_NoPermission_NamesTheFolder.");
        else
        {
            using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
            string locked = Path.Combine(folder.Path, "PNEUMONIA");
            File.SetUnixFileMode(locked, UnixFileMode.None);
            try
            {
                Samples.AssertFault(
                    Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, Few)), $"no permission to list the folder '{locked}'");
            }
            finally
            {
                File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    [TestMethod]
    public void Describe_NoPermission_NamesTheFolder()
    {
        Assert.AreEqual("no permission to list the folder '/x/y'.", FolderTree.Describe("/x/y", new UnauthorizedAccessException("a")));
        Assert.Contains("can't be listed: disk gone", FolderTree.Describe("/x/y", new IOException("disk gone")));
    }

    [TestMethod]
    public void Read_TooManyImages_Refused()
    {
        using TempFolder folder = new TempFolder().WithMany(5, "NORMAL/").WithMany(5, "PNEUMONIA/");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, Few with { MaxImages = 9 }));
        Samples.AssertFault(e, "more than 9 images");
    }

    [TestMethod]
    public void Read_BadOptions_ListsAllFaults()
    {
        var bad = new DataSetOptions { MaxImages = 0, MinImagesPerClass = -1, Extensions = ["png"] };
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(() => Samples.Read("x", bad));
        Assert.Contains("MaxImages must be at least 1, not 0", e.Message);
        Assert.Contains("MinImagesPerClass must be at least 0, not -1", e.Message);
        Assert.Contains("with its dot", e.Message);
    }

    [TestMethod]
    public void Read_Cancelled_Throws()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        Assert.ThrowsExactly<OperationCanceledException>(() => DataSetReader.Read(folder.Path, Few, new CancellationToken(canceled: true)));
    }
}
