using System.Security.Cryptography;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Downloads;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Features;

[TestClass]
public sealed class BackboneStoreTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Resolve_Chest_IsEmbeddedAndSaysWhatItHasSeen()
    {
        using var folder = new TempFolder();

        var backbone = new BackboneStore(folder.Path).Resolve("Chest");
        var bytes = backbone.Load();

        Assert.AreEqual("chest", backbone.Name);
        Assert.AreEqual("Kermany 2018 train split", backbone.TrainedOn?.DataSet);
        Assert.HasCount((int)backbone.Bytes, bytes);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(bytes)), backbone.Sha256);
    }

    [TestMethod]
    public void Resolve_CopyOfChestByPath_StillSaysWhatItHasSeen()
    {
        using var folder = new TempFolder();
        var store = new BackboneStore(folder.Path);
        File.WriteAllBytes(folder.At("mine.onnx"), store.Resolve("chest").Load());

        Assert.IsNotNull(store.Resolve(folder.At("mine.onnx")).TrainedOn);
    }

    [TestMethod]
    public void Resolve_LocalFile_ReadsItAndNoticesChanges()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("mine.onnx"), [1, 2, 3]);

        var backbone = new BackboneStore(folder.Path).Resolve(folder.At("mine.onnx"));

        Assert.AreEqual("mine", backbone.Name);
        Assert.IsNull(backbone.Licence);
        Assert.AreSequenceEqual((byte[])[1, 2, 3], backbone.Load());
        File.WriteAllBytes(folder.At("mine.onnx"), [1, 2, 4]);
        Assert.Contains("has changed", Assert.ThrowsExactly<BackboneException>(() => backbone.Load()).Message);
        File.Delete(folder.At("mine.onnx"));
        Assert.Contains("can't be read", Assert.ThrowsExactly<BackboneException>(() => backbone.Load()).Message);
    }

    [TestMethod]
    public void Resolve_FileOfOtherKind_IsRefused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("mine.zip"), [1]);
        File.WriteAllBytes(folder.At("empty.onnx"), []);
        var store = new BackboneStore(folder.Path);

        Assert.Contains(".onnx", Assert.ThrowsExactly<BackboneException>(() => store.Resolve(folder.At("mine.zip"))).Message);
        Assert.Contains("has 0", Assert.ThrowsExactly<BackboneException>(() => store.Resolve(folder.At("empty.onnx"))).Message);
    }

    [TestMethod]
    [DataRow("resnet50-v2-7")]
    [DataRow("ResNet50")]
    [DataRow("resnet50-v2-7.onnx")]
    public void Resolve_NotDownloaded_SaysWhatToRun(string name)
    {
        using var folder = new TempFolder();

        var fault = Assert.ThrowsExactly<BackboneException>(() => new BackboneStore(folder.Path).Resolve(name));

        Assert.Contains("pneumonia backbones download resnet50-v2-7", fault.Message);
    }

    [TestMethod]
    public void Resolve_CachedFileIsDamaged_SaysSo()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("resnet18-v2-7.onnx"), [1, 2, 3]);
        var store = new BackboneStore(folder.Path);

        Assert.Contains("is damaged", Assert.ThrowsExactly<BackboneException>(() => store.Resolve("resnet18")).Message);
        Assert.IsFalse(store.IsDownloaded(BackboneCatalog.Find("resnet18")!));
    }

    [TestMethod]
    [DataRow("restnet50", "Did you mean 'resnet50'?")]
    [DataRow("chset", "Did you mean 'chest'?")]
    [DataRow("vgg-16", "Did you mean 'vgg16'?")]
    [DataRow("densenet201", "Known are chest, mobilenetv2-12")]
    public void Resolve_UnknownName_HintsAndLists(string name, string expected)
    {
        using var folder = new TempFolder();

        Assert.Contains(expected, Assert.ThrowsExactly<BackboneException>(() => new BackboneStore(folder.Path).Resolve(name)).Message);
    }

    [TestMethod]
    public void Resolve_NothingNear_HintsNothing()
    {
        using var folder = new TempFolder();

        Assert.DoesNotContain("Did you mean", Assert.ThrowsExactly<BackboneException>(() => new BackboneStore(folder.Path).Resolve("densenet201")).Message);
    }

    [TestMethod]
    public async Task DownloadAsync_FirstMirrorIsDead_TakesTheSecondIntoTheCache()
    {
        using var folder = new TempFolder();
        var content = ResumableDownloadTests.MakeContent(50_000);
        using var server = LoopbackServer.Serving(content);
        using var dead = new LoopbackServer((_, stream, stop) =>
            LoopbackServer.WriteAsync(stream, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop));
        using var client = ResumableDownload.CreateClient();
        var entry = BackboneCatalog.Entries[0] with
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Bytes = content.Length,
            Mirrors = [dead.Address(), server.Address()],
        };
        var store = new BackboneStore(folder.At("cache"));

        var backbone = await store.DownloadAsync(entry, new ResumableDownload(client), null, TestContext.CancellationToken);

        Assert.IsTrue(store.IsDownloaded(entry));
        Assert.AreSequenceEqual(content, backbone.Load());
        Assert.AreEqual("Apache-2.0", backbone.Licence);
        Assert.IsNull(backbone.TrainedOn);
        await store.DownloadAsync(entry, new ResumableDownload(client), null, TestContext.CancellationToken);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task DownloadAsync_EntryNameLeadsElsewhere_IsRefused()
    {
        using var folder = new TempFolder();
        using var client = ResumableDownload.CreateClient();

        await Assert.ThrowsExactlyAsync<ArgumentException>(() => new BackboneStore(folder.Path).DownloadAsync(
            BackboneCatalog.Entries[0] with { Name = "../evil" }, new ResumableDownload(client), null, TestContext.CancellationToken));
    }
}
