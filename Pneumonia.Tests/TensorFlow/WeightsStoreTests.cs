using System.Net;
using System.Security.Cryptography;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Features;
using Pneumonia.Training.TensorFlow;
using Pneumonia.Training.TensorFlow.Trainer;
using Pneumonia.Training.TensorFlow.Weights;

namespace Pneumonia.Tests.TensorFlow;

[TestClass]
public sealed class WeightsStoreTests
{
    private static readonly NetworkFacts Resnet = NetworkFacts.Of(ImageClassificationArchitecture.ResnetV250);
    private static readonly NetworkFacts Mobilenet = NetworkFacts.Of(ImageClassificationArchitecture.MobilenetV2);

    [TestMethod]
    public async Task Place_UsersFolder_LiesWhereTheTrainerLooks()
    {
        using var folder = new TempFolder();
        var weights = StandInRuns.Weights(folder.At("weights"));
        var store = Store(new ImageClassificationOptions { Weights = weights, AllowDownload = false }, folder);
        var backbone = await store.PlaceAsync(Mobilenet, folder.At("temp"), null, CancellationToken.None);

        var expected = StandInRuns.Bytes(ImageClassificationArchitecture.MobilenetV2);
        Assert.AreSequenceEqual(expected, await File.ReadAllBytesAsync(folder.At("temp", "MLNET", "mobilenet_v2.meta")));
        Assert.AreEqual(("mobilenet-v2", Convert.ToHexStringLower(SHA256.HashData(expected)), 70_000L), (backbone.Name, backbone.Sha256, backbone.Bytes));
    }

    [TestMethod]
    public void Find_UsersFile_IsThatOfTheChosenNetworkAlone()
    {
        using var folder = new TempFolder();
        StandInRuns.Weights(folder.At("weights"));
        var store = Store(new ImageClassificationOptions { Weights = folder.At("weights", "inception_v3.meta"), AllowDownload = false }, folder);
        Assert.AreEqual(folder.At("weights", "inception_v3.meta"), store.Find(Resnet));
        Assert.IsNull(store.Find(Mobilenet));
        Assert.IsFalse(store.CanHave(Mobilenet));
    }

    [TestMethod]
    public async Task Place_NotHereAndNoDownloads_SaysWhereToPutTheFile()
    {
        using var folder = new TempFolder();
        var e = await Assert.ThrowsExactlyAsync<BackboneException>(
            () => Store(new ImageClassificationOptions { AllowDownload = false }, folder).PlaceAsync(Resnet, folder.At("temp"), null, CancellationToken.None));
        Assert.Contains("https://aka.ms/mlnet-resources/meta/resnet_v2_50_299.meta", e.Message);
        Assert.Contains(folder.At("cache"), e.Message);
    }

    [TestMethod]
    public async Task Place_Download_IsToldAndKeptForTheNextTime()
    {
        using var folder = new TempFolder();
        var bytes = StandInRuns.Bytes(ImageClassificationArchitecture.ResnetV250);
        var told = new List<DownloadProgress>();
        var asked = new List<Uri>();
        var options = new ImageClassificationOptions { CacheFolder = folder.At("cache") };
        var store = new WeightsStore(options, () => new HttpClient(new Answers(bytes, asked)));
        await store.PlaceAsync(Resnet, folder.At("temp"), new Progress(told), CancellationToken.None);
        Assert.AreEqual("https://aka.ms/mlnet-resources/meta/resnet_v2_50_299.meta", asked.Single().ToString());
        Assert.AreEqual(bytes.Length, told[^1].Bytes);
        Assert.AreSequenceEqual(bytes, await File.ReadAllBytesAsync(folder.At("temp", "MLNET", "resnet_v2_50_299.meta")));

        await store.PlaceAsync(Resnet, folder.At("other"), null, CancellationToken.None);
        Assert.HasCount(1, asked);
    }

    [TestMethod]
    public async Task Place_PageInsteadOfWeights_IsRefused()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("error.meta"), "<html>not found</html>");
        var store = Store(new ImageClassificationOptions { Weights = folder.At("error.meta") }, folder);
        Assert.Contains("22", (await Assert.ThrowsExactlyAsync<BackboneException>(() => store.PlaceAsync(Resnet, folder.At("temp"), null, CancellationToken.None))).Message);
        Assert.IsFalse(File.Exists(folder.At("temp", "MLNET", Resnet.WeightsFile)));
    }

    private static WeightsStore Store(ImageClassificationOptions options, TempFolder folder)
        => new(options with { CacheFolder = folder.At("cache") }, static () => throw new AssertFailedException("No network."));

    private sealed class Progress(List<DownloadProgress> all) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => all.Add(value);
    }

    private sealed class Answers(byte[] bytes, List<Uri> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes), RequestMessage = request });
        }
    }
}
