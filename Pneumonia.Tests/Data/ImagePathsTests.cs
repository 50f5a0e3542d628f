using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class ImagePathsTests
{
    [TestMethod]
    public void Expand_FolderAmongFiles_TakesItsImagesInOrdinalOrder()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "b.png", "B.JPG", "a/2.jpeg", "a/1.jpg", "note.txt", ".hidden.png", "a/.secret/3.png" }) Touch(folder.At(name.Split('/')));

        var found = ImagePaths.Expand(["named.txt", folder.Path, folder.At("b.png")]);

        string[] expected = ["named.txt", folder.At("B.JPG"), folder.At("a", "1.jpg"), folder.At("a", "2.jpeg"), folder.At("b.png"), folder.At("b.png")];
        Assert.AreSequenceEqual(expected, found.ToArray());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Expand_Links_FollowsThoseToFilesOnly()
    {
        using var folder = new TempFolder();
        Touch(folder.At("images", "1.png"));
        File.CreateSymbolicLink(folder.At("images", "2.png"), folder.At("images", "1.png"));
        File.CreateSymbolicLink(folder.At("images", "lost.png"), folder.At("nowhere.png"));
        Directory.CreateSymbolicLink(folder.At("images", "circle"), folder.At("images"));

        string[] expected = [folder.At("images", "1.png"), folder.At("images", "2.png"), folder.At("images", "lost.png")];
        Assert.AreSequenceEqual(expected, ImagePaths.Expand([folder.At("images")]).ToArray());
    }

    [TestMethod]
    public void Expand_OneFolderAfterTheOther_IsReadAsItIsAskedFor()
    {
        using var folder = new TempFolder();
        Touch(folder.At("a", "1.png"));
        Touch(folder.At("b", "2.png"));
        using var walk = ImagePaths.Expand([folder.Path]).GetEnumerator();
        Assert.IsTrue(walk.MoveNext());
        Touch(folder.At("b", "1.png"));
        Assert.IsTrue(walk.MoveNext());
        Assert.AreEqual(folder.At("b", "1.png"), walk.Current, "The second folder was listed before it was asked for.");
    }

    [TestMethod]
    public void ReadList_Lines_SkipsEmptyOnesAndKeepsTheRestAsTheyAre()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("list"), "\uFEFFa b.png\r\n\n#1.png\nlast, without an end.png");
        Assert.AreSequenceEqual(new[] { "a b.png", "#1.png", "last, without an end.png" }, ImagePaths.ReadList(folder.At("list")).ToArray());
    }

    [TestMethod]
    public void ReadList_Csv_TakesThePathsRelativeToIt()
    {
        using var folder = new TempFolder();
        Touch(folder.At("x", "1.png"));
        File.WriteAllText(folder.At("set.csv"), "label;Path;patient\nNORMAL;x\\1.png;7\n;\"gone, for good.png\";\n");
        Assert.AreSequenceEqual(new[] { folder.At("x", "1.png"), folder.At("gone, for good.png") }, ImagePaths.ReadList(folder.At("set.csv")).ToArray());
    }

    [TestMethod]
    [DataRow("names,label\na.png,NORMAL\n", "no column 'path'")]
    [DataRow("", "no column 'path'")]
    [DataRow("label,path\nNORMAL\n", "line 2: 1 field")]
    [DataRow("label,path\nNORMAL,\n", "line 2: the path is empty")]
    public void ReadList_CsvThatIsNone_NamesTheLine(string text, string fault)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("set.csv"), text);
        Assert.Contains(fault, Assert.ThrowsExactly<DataSetException>(() => ImagePaths.ReadList(folder.At("set.csv")).Count()).Message);
    }

    [TestMethod]
    public void ReadList_FileIsMissing_SaysSoAtOnce()
        => Assert.Contains("there is no such file", Assert.ThrowsExactly<DataSetException>(() => ImagePaths.ReadList("no-such-list")).Message);

    [TestMethod]
    public void ReadList_LineWithoutEnd_IsRefusedBeforeItIsGathered()
    {
        using var endless = new EndlessText();
        Assert.Contains("longer than 65536 characters", Assert.ThrowsExactly<DataSetException>(() => ImagePaths.ReadList(endless, "a device").Count()).Message);
        Assert.IsLessThan(1 << 20, endless.Characters);
    }

    private static void Touch(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1]);
    }

    private sealed class EndlessText : TextReader
    {
        public int Characters { get; private set; }

        public override int Peek() => 'x';

        public override int Read()
        {
            Characters++;
            return 'x';
        }
    }
}
