using System.Security.Cryptography;
using System.Text;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class ContentHashTests
{
    private static readonly DataSetOptions Few = new() { MinImagesPerClass = 1 };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task ComputeAsync_Files_GivesTheirSha256()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        DataSetHashes hashes = await Hash(folder);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("NORMAL/a.png"))), hashes.Images[0]);
        Assert.IsEmpty(hashes.Notes);
    }

    [TestMethod]
    public async Task ComputeAsync_MovedAndRenamed_SameDataSetHash()
    {
        using TempFolder here = new TempFolder().With("train/NORMAL/a.png", "train/PNEUMONIA/b.png");
        using var there = new TempFolder();
        there.Write("wrapper/train/NORMAL/z.jpg", "train/NORMAL/a.png");
        there.Write("wrapper/train/PNEUMONIA/a.jpg", "train/PNEUMONIA/b.png");
        Assert.AreEqual((await Hash(here)).DataSet, (await Hash(there)).DataSet);
    }

    [TestMethod]
    public async Task OfDataSet_OtherLabelSplitOrImage_OtherHash()
    {
        using TempFolder folder = new TempFolder().With("train/NORMAL/a.png", "train/PNEUMONIA/b.png");
        DataSet data = Samples.Read(folder.Path, Few);
        DataSetHashes hashes = await Hash(folder);
        ImageSample first = data.Samples[0];
        string[] all =
        [
            hashes.DataSet,
            ContentHash.OfDataSet(data.With(data.Samples.SetItem(0, first with { Labels = [1] }), []), hashes.Images),
            ContentHash.OfDataSet(data.With(data.Samples.SetItem(0, first with { Split = DataSplit.Test }), []), hashes.Images),
            ContentHash.OfDataSet(data, hashes.Images.SetItem(0, hashes.Images[1])),
            ContentHash.OfDataSet(data, hashes.Images.SetItem(0, null)),
        ];
        Assert.HasCount(all.Length, all.Distinct());
    }

    [TestMethod]
    public async Task ComputeAsync_FileGone_NotedNotThrown()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/b.png");
        DataSet data = Samples.Read(folder.Path, Few);
        File.Delete(data.Samples[1].Path);
        DataSetHashes hashes = await ContentHash.ComputeAsync(data, cancellationToken: TestContext.CancellationToken);
        Assert.IsNull(hashes.Images[1]);
        Samples.AssertNote(hashes.Notes, NoteSeverity.Warning, "'PNEUMONIA/b.png'");
    }

    [TestMethod]
    public async Task ComputeAsync_Cancelled_Throws()
    {
        DataSet data = Samples.Binary(Samples.Patients(3, 3, 1));
        await Assert.ThrowsAsync<OperationCanceledException>(() => ContentHash.ComputeAsync(data, cancellationToken: new(canceled: true)));
    }

    [TestMethod]
    public async Task ComputeAsync_AnyParallelism_SameAndProgressReachesTheEnd()
    {
        using TempFolder folder = new TempFolder().WithMany(40, "NORMAL/").WithMany(40, "PNEUMONIA/");
        DataSet data = Samples.Read(folder.Path);
        var progress = new Highest();
        DataSetHashes one = await ContentHash.ComputeAsync(data, 1, progress, TestContext.CancellationToken);
        DataSetHashes many = await ContentHash.ComputeAsync(data, 8, cancellationToken: TestContext.CancellationToken);
        Assert.AreSequenceEqual(one.Images.ToArray(), many.Images.ToArray());
        Assert.AreEqual(80, progress.Value);
    }

    private Task<DataSetHashes> Hash(TempFolder folder)
        => ContentHash.ComputeAsync(Samples.Read(folder.Path, Few), cancellationToken: TestContext.CancellationToken);

    private sealed class Highest : IProgress<int>
    {
        public int Value { get; private set; }

        public void Report(int value) => Value = Math.Max(Value, value);
    }
}
