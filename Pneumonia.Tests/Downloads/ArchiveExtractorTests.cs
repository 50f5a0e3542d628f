using System.Text;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Downloads;

namespace Pneumonia.Tests.Downloads;

[TestClass]
public sealed class ArchiveExtractorTests
{
    private static readonly byte[] Image = ResumableDownloadTests.MakeContent(5_000);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task ExtractAsync_MixedArchive_WritesWantedImagesOnly()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(
            folder.At("a.zip"),
            ("set/train/NORMAL/a.jpeg", Image), ("set/train/NORMAL/readme.txt", Image), ("set/val/NORMAL/b.jpeg", Image),
            ("set/train/NORMAL/._a.jpeg", Image), ("__MACOSX/set/train/NORMAL/a.jpeg", Image), ("set/train/.DS_Store", Image),
            ("set\\test\\PNEUMONIA\\c.PNG", Image), ("set/train/EMPTY/", []));
        var options = new ExtractionOptions { Root = "set", Folders = ["train", "test"] };

        var result = await new ArchiveExtractor(options).ExtractAsync(folder.At("a.zip"), folder.At("out"), null, TestContext.CancellationToken);

        Assert.AreEqual((2, 0, 5), (result.Written, result.Kept, result.Skipped));
        var files = Directory.GetFiles(folder.At("out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.AreSequenceEqual([folder.At("out", "test", "PNEUMONIA", "c.PNG"), folder.At("out", "train", "NORMAL", "a.jpeg")], files);
        Assert.AreSequenceEqual(Image, File.ReadAllBytes(files[0]));
        Assert.IsFalse(Directory.Exists(folder.At("out.partial")));
    }

    [TestMethod]
    [DataRow("../evil.png", "'..'")]
    [DataRow("a/../../evil.png", "'..'")]
    [DataRow("a\\..\\..\\evil.png", "'..'")]
    [DataRow("/etc/evil.png", "absolute")]
    [DataRow("\\\\server\\share\\evil.png", "absolute")]
    [DataRow("C:/evil.png", "no file name may have")]
    [DataRow("C:evil.png", "no file name may have")]
    [DataRow("a/evil.png:stream", "no file name may have")]
    [DataRow("a//evil.png", "empty segment")]
    [DataRow("a/./evil.png", "'.'")]
    [DataRow("a/NUL.png", "reserved")]
    [DataRow("a/com1", "reserved")]
    [DataRow("a/evil.png ", "dot or space")]
    [DataRow("a/evil\u0001.png", "no file name may have")]
    public async Task ExtractAsync_NameLeadsElsewhere_RefusesBeforeWriting(string name, string rule)
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("good.png", Image), (name, Image));

        var fault = await Refused(folder);

        Assert.Contains(rule, fault.Message);
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public async Task ExtractAsync_SymbolicLink_IsRefused()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), unchecked((int)0xA1FF0000), ("link.png", Encoding.ASCII.GetBytes("/etc/passwd")));

        Assert.Contains("symbolic link", (await Refused(folder)).Message);
    }

    [TestMethod]
    public async Task ExtractAsync_NamesDifferInCaseOnly_IsRefused()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("a.png", Image), ("A.PNG", Image));

        Assert.Contains("twice", (await Refused(folder)).Message);
    }

    [TestMethod]
    public async Task ExtractAsync_Bomb_StopsAtTheRatio()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("bomb.png", new byte[20 << 20]));

        Assert.Contains("inflates more than 100-fold", (await Refused(folder)).Message);
        Assert.IsLessThan(2 << 20, new FileInfo(folder.At("out.partial", "bomb.png")).Length);
    }

    [TestMethod]
    public async Task ExtractAsync_HeaderUnderstatesSize_IsCaughtWhileInflating()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("a.png", new byte[1 << 20]));
        ZipMaker.DeclareSize(folder.At("a.zip"), "a.png", 1000);

        await Refused(folder);

        Assert.IsFalse(Directory.Exists(folder.At("out")));
        Assert.IsLessThan(1 << 17, new FileInfo(folder.At("out.partial", "a.png")).Length);
    }

    [TestMethod]
    public async Task ExtractAsync_ChecksumIsWrong_IsRefused()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("a.png", Image));
        ZipMaker.DeclareCrc(folder.At("a.zip"), "a.png", 1);

        var fault = await Refused(folder);

        Assert.IsFalse(Directory.Exists(folder.At("out")), fault.Message);
    }

    [TestMethod]
    [DataRow(1, 1L << 20, 1L << 20, "entries")]
    [DataRow(10, 4_999L, 1L << 20, "4999")]
    [DataRow(10, 1L << 20, 9_999L, "9999")]
    public async Task ExtractAsync_AboveALimit_NamesIt(int entries, long entryBytes, long totalBytes, string named)
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("a.png", Image), ("b.png", Image));

        var fault = await Refused(folder, new ExtractionOptions { MaxEntries = entries, MaxEntryBytes = entryBytes, MaxTotalBytes = totalBytes });

        Assert.Contains(named, fault.Message);
    }

    [TestMethod]
    public async Task ExtractAsync_DirectoryIsHuge_IsRefusedBeforeItIsRead()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), [.. Enumerable.Range(0, 3000).Select(index => ($"{index}.png", Array.Empty<byte>()))]);

        Assert.Contains("its directory takes", (await Refused(folder, new ExtractionOptions { MaxEntries = 10 })).Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(10)]
    [DataRow(4_000)]
    public async Task ExtractAsync_NoZipOrCutShort_SaysSo(int length)
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("whole.zip"), ("a.png", Image));
        File.WriteAllBytes(folder.At("a.zip"), File.ReadAllBytes(folder.At("whole.zip"))[..length]);

        Assert.Contains("no zip file", (await Refused(folder)).Message);
    }

    [TestMethod]
    public async Task ExtractAsync_KilledInBetween_TakesOverWhatFits()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("a.png", Image), ("b.png", Image), ("c.png", Image));
        Directory.CreateDirectory(folder.At("out.partial"));
        File.WriteAllBytes(folder.At("out.partial", "a.png"), Image);
        File.WriteAllBytes(folder.At("out.partial", "b.png"), Image[..100]);

        var result = await Extract(folder);

        Assert.AreEqual((2, 1), (result.Written, result.Kept));
        Assert.AreSequenceEqual(Image, File.ReadAllBytes(folder.At("out", "b.png")));
    }

    [TestMethod]
    public async Task ExtractAsync_Again_RecognisesItsFolder()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(folder.At("a.zip"), ("a.png", Image));
        await Extract(folder);

        Assert.AreEqual((0, 1), ((await Extract(folder)) is var again ? again.Written : -1, again.Kept));

        File.Delete(folder.At("out", "a.png"));
        File.WriteAllText(folder.At("out", "mine.txt"), "mine");
        Assert.Contains("1 of 1 files are missing", (await Refused(folder)).Message);
        Assert.AreEqual("mine", File.ReadAllText(folder.At("out", "mine.txt")));
    }

    private Task<ExtractionResult> Extract(TempFolder folder, ExtractionOptions? options = null)
        => new ArchiveExtractor(options).ExtractAsync(folder.At("a.zip"), folder.At("out"), null, TestContext.CancellationToken);

    private Task<ArchiveException> Refused(TempFolder folder, ExtractionOptions? options = null)
        => Assert.ThrowsExactlyAsync<ArchiveException>(() => Extract(folder, options));
}
