using Pneumonia.Tests.Data;
using Pneumonia.Training.Downloads;

namespace Pneumonia.Tests.Downloads;

[TestClass]
public sealed class KermanyDownloadTests
{
    private static readonly byte[] Image = ResumableDownloadTests.MakeContent(2_000);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task RunAsync_SmallCopyOfTheArchive_ExtractsAndSaysWhatIsOff()
    {
        using var folder = new TempFolder();
        ZipMaker.Write(
            folder.At("source.zip"),
            ("chest_xray/train/NORMAL/IM-0001-0001.jpeg", Image), ("chest_xray/train/PNEUMONIA/person1_virus_1.jpeg", Image),
            ("chest_xray/train/PNEUMONIA/person2_bacteria_2.jpeg", Image), ("chest_xray/test/NORMAL/IM-0003-0001.jpeg", Image),
            ("chest_xray/train/.DS_Store", Image), ("__MACOSX/chest_xray/train/NORMAL/._IM-0001-0001.jpeg", Image));
        using var server = LoopbackServer.Serving(File.ReadAllBytes(folder.At("source.zip")));
        using var client = ResumableDownload.CreateClient();
        var options = new KermanyDownloadOptions
        {
            Mirrors = [server.Address()],
            Counts = [new("train", "NORMAL", 1), new("train", "PNEUMONIA", 2), new("test", "NORMAL", 1), new("test", "PNEUMONIA", 1)],
        };
        var stages = new List<KermanyStage>();

        var result = await new KermanyDownload(client).RunAsync(folder.At("data"), options, new Sink(now => stages.Add(now.Stage)), TestContext.CancellationToken);

        Assert.AreEqual(folder.At("data", "chest_xray"), result.Folder);
        Assert.AreSequenceEqual(["test/PNEUMONIA holds 0 images, 1 were published."], result.Deviations);
        Assert.AreSequenceEqual([1, 2, 1, 0], result.Counts.Select(count => count.Found));
        Assert.AreSequenceEqual([KermanyStage.Downloading, KermanyStage.Extracting], stages.Distinct());
        Assert.AreSequenceEqual([result.Folder], Directory.GetFileSystemEntries(folder.At("data")));

        var again = await new KermanyDownload(client).RunAsync(folder.At("data"), options, null, TestContext.CancellationToken);
        Assert.IsTrue(again.WasThere);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task RunAsync_ArchiveIsNoZip_RemovesItSoThatTheNextRunFetchesAnew()
    {
        using var folder = new TempFolder();
        using var server = LoopbackServer.Serving(Image);
        using var client = ResumableDownload.CreateClient();

        await Assert.ThrowsExactlyAsync<ArchiveException>(() => new KermanyDownload(client).RunAsync(
            folder.Path, new KermanyDownloadOptions { Mirrors = [server.Address()] }, null, TestContext.CancellationToken));

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void DefaultOptions_Counts_AreThePublishedOnes()
        => Assert.AreEqual(1349 + 3883 + 234 + 390, KermanyDownloadOptions.Default.Counts.Sum(count => count.Expected));

    private sealed class Sink(Action<KermanyProgress> report) : IProgress<KermanyProgress>
    {
        public void Report(KermanyProgress value) => report(value);
    }
}
