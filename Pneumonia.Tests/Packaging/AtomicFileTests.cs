using Pneumonia.Tests.Data;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public void Write_NewFileInNewFolder_IsThere()
    {
        using var folder = new TempFolder();
        AtomicFile.Write(folder.At("new", "deep", "a.bin"), static s => s.Write([1, 2, 3]));
        Assert.AreSequenceEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(folder.At("new", "deep", "a.bin")));
    }

    [TestMethod]
    public void Write_ShorterThanTheOldFile_ReplacesItWhole()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("a.bin"), new byte[100]);
        // What an earlier, killed run left is no obstacle.
        File.WriteAllBytes(folder.At("a.bin.part"), new byte[1000]);
        AtomicFile.Write(folder.At("a.bin"), static s => s.Write([1]));
        Assert.AreSequenceEqual(new byte[] { 1 }, File.ReadAllBytes(folder.At("a.bin")));
        AssertAlone(folder, "a.bin");
    }

    [TestMethod]
    public void Write_Throws_KeepsTheOldFileAndLeavesNoPart()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("a.bin"), "old");
        Assert.ThrowsExactly<InvalidOperationException>(() => AtomicFile.Write(folder.At("a.bin"), static s =>
        {
            s.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        Assert.AreEqual("old", File.ReadAllText(folder.At("a.bin")));
        AssertAlone(folder, "a.bin");
    }

    [TestMethod]
    public void Write_DiskIsFull_KeepsTheOldFileAndLeavesNoPart()
    {
        if (!File.Exists("/dev/full")) Assert.Inconclusive("This system has no device that is always full.");
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("a.bin"), "old");
        File.CreateSymbolicLink(folder.At("a.bin.part"), "/dev/full");
        Assert.Throws<IOException>(() => AtomicFile.Write(folder.At("a.bin"), static s => s.Write(new byte[100_000])));
        Assert.AreEqual("old", File.ReadAllText(folder.At("a.bin")));
        AssertAlone(folder, "a.bin");
    }

    [TestMethod]
    public void Write_AnotherIsWriting_LeavesItsPartAlone()
    {
        using var folder = new TempFolder();
        using (new FileStream(folder.At("a.bin.part"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(folder.At("a.bin"), static s => s.Write([1])));
        AssertAlone(folder, "a.bin.part");
    }

    [TestMethod]
    public void Write_AFolderHasTheName_FailsAndLeavesNoPart()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("a.bin"));
        var fault = Assert.Throws<Exception>(() => AtomicFile.Write(folder.At("a.bin"), static s => s.Write([1])));
        Assert.IsTrue(fault is IOException or UnauthorizedAccessException, fault.GetType().Name);
        AssertAlone(folder, "a.bin");
    }

    private static void AssertAlone(TempFolder folder, string name)
        => Assert.AreEqual(name, string.Join(", ", Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName)));
}
