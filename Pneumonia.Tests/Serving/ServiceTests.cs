using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Model;
using Pneumonia.Serving;
using Pneumonia.Serving.Hosting;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Serving;

[TestClass]
public sealed class ServiceTests
{
    private static readonly byte[] Image = TestImages.GreyJpeg(300, 200);

    [TestMethod]
    public async Task BadFile_WhileServing_KeepsTheOldModelAndSaysSo()
    {
        using var folder = new TempFolder();
        var served = Path.Combine(folder.Path, "served.zip");
        var good = TinyModels.Bytes();
        File.WriteAllBytes(served, good);
        await using var service = await Service.StartAsync(served, new ServingOptions { ReloadInterval = TimeSpan.Zero });
        var host = service.Get<ModelHost>();
        var before = (await service.GetAsync("info"))["status"]!["graph"]!.GetValue<string>();

        var damaged = good.ToArray();
        for (var i = damaged.Length / 3; i < damaged.Length / 2; i++) damaged[i] ^= 0x55;
        File.WriteAllBytes(served, damaged);
        File.SetLastWriteTimeUtc(served, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        host.Look();
        Assert.IsFalse(host.Look());

        var status = (await service.GetAsync("info"))["status"]!;
        Assert.AreEqual(before, status["graph"]!.GetValue<string>());
        Assert.AreEqual(1, status["generation"]!.GetValue<int>());
        Assert.Contains("served.zip", status["refusedFile"]!.GetValue<string>());
        Assert.DoesNotContain(folder.Path, status["refusedFile"]!.GetValue<string>(), "Where the file lies is nobody's business.");
        Assert.AreEqual("degraded", (await service.GetAsync("health/ready"))["status"]!.GetValue<string>());
        Assert.Contains("The model file changed but was refused", service.Log.Text);
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status);

        File.WriteAllBytes(served, good);
        File.SetLastWriteTimeUtc(served, new DateTime(2030, 1, 1, 0, 0, 1, DateTimeKind.Utc));
        host.Look();
        Assert.IsTrue(host.Look());
        Assert.AreEqual("ready", (await service.GetAsync("health/ready"))["status"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Start_WithoutAModel_FailsAtOnce()
    {
        var fault = await Assert.ThrowsExactlyAsync<ModelFileException>(() => Service.StartAsync("nowhere.zip"));
        Assert.AreEqual(ModelFileFault.Missing, fault.Fault);
    }

    [TestMethod]
    public async Task Key_Set_IsAskedOfEverythingButHealthAndPage()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary), new ServingOptions { ApiKey = "0123456789abcdef" });
        foreach (var (header, value, expected) in new[]
        {
            ("X-Other", "x", 401), ("X-Api-Key", "0123456789abcdeF", 401), ("X-Api-Key", "0123456789abcdef", 200),
            ("Authorization", "Bearer 0123456789abcdef", 200), ("Authorization", "Basic 0123456789abcdef", 401),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "predict") { Content = Service.Raw(Image), Headers = { { header, value } } };
            using var answer = await service.Http.SendAsync(request);
            Assert.AreEqual(expected, (int)answer.StatusCode, $"{header}: {value}");
        }

        foreach (var (path, expected) in new[] { ("info", 401), ("health/live", 200), ("health/ready", 200), ("", 200), ("openapi/pneumonia.json", 200) })
        {
            using var answer = await service.Http.GetAsync(path);
            Assert.AreEqual(expected, (int)answer.StatusCode, path);
        }
    }

    [TestMethod]
    public async Task Document_OfTheEndpoints_NamesThemAllAndNoOthers()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary), prefix: "/x");
        var paths = (await service.GetAsync("x/openapi/pneumonia.json"))["paths"]!.AsObject();
        Assert.AreEqual("/x/explain, /x/health/live, /x/health/ready, /x/info, /x/predict", string.Join(", ", paths.Select(static p => p.Key).Order(StringComparer.Ordinal)));
        var predict = paths["/x/predict"]!["post"]!;
        Assert.IsNotNull(predict["requestBody"]!["content"]!["multipart/form-data"]);
        Assert.IsNotNull(predict["responses"]!["429"]);
    }

    [TestMethod]
    public async Task Page_Sent_MayLoadNothingFromElsewhere()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        using var answer = await service.Http.GetAsync("/");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("http:", text);
        Assert.DoesNotContain("https:", text);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        Assert.AreEqual(HttpStatusCode.NotModified, (await service.Http.SendAsync(again)).StatusCode);
    }

    [TestMethod]
    public async Task Log_OfRequests_HoldsNothingOfAPatient()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        using var form = new MultipartFormDataContent { { Service.Raw(Image), "SECRETFIELD", "Mustermann-Erika.jpg" }, { Service.Raw(Encoding.ASCII.GetBytes("SECRETCONTENT")), "b", "Mustermann-2.jpg" } };
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", form)).Status);
        Assert.AreEqual(HttpStatusCode.UnsupportedMediaType, (await service.PostAsync("predict", Service.Raw(Encoding.ASCII.GetBytes("SECRETCONTENT")))).Status);

        Assert.Contains("2 images answered in", service.Log.Text);
        foreach (var secret in new[] { "Mustermann", "SECRET", "53 45 43" }) Assert.DoesNotContain(secret, service.Log.Text);
    }

    [TestMethod]
    public async Task Trace_OfARequest_HoldsItsBatchAndNothingOfAPatient()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        using var own = new Activity("test").Start();
        var seen = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PneumoniaTelemetry.Name,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);

        await service.Get<PneumoniaPredictor>().PredictAsync([Image, Image]);

        var predict = seen.Single(a => a.OperationName == "pneumonia.predict" && a.TraceId == own.TraceId);
        Assert.AreEqual(2, predict.GetTagItem("pneumonia.images"));
        Assert.Contains("pneumonia.batch", seen.Select(static a => a.OperationName));
    }

    [TestMethod]
    public async Task Container_DisposedEitherWay_EndsWhatRuns()
    {
        var services = new ServiceCollection().AddLogging().AddPneumoniaClassifier(TinyModels.Path(ClassificationTask.Binary));
        var first = services.BuildServiceProvider();
        var predictor = first.GetRequiredService<PneumoniaPredictor>();
        Assert.AreNotEqual(Decision.Unreadable, (await predictor.PredictAsync(Image)).Decision);
        first.Dispose();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => predictor.PredictAsync(Image));

        await using var second = services.BuildServiceProvider();
        Assert.AreNotEqual(Decision.Unreadable, (await second.GetRequiredService<PneumoniaPredictor>().PredictAsync(Image)).Decision);
    }

    [TestMethod]
    public void Options_WithManyFaults_NamesThemAllAndNoSecret()
    {
        var options = new ServingOptions { QueueLimit = 0, MaxRequestBytes = 1, RequestTimeout = TimeSpan.Zero, ApiKey = "short-secret" };
        var fault = Assert.ThrowsExactly<ArgumentException>(options.Validate);
        foreach (var name in new[] { "QueueLimit", "MaxRequestBytes", "RequestTimeout", "ApiKey", "MaxImagesPerRequest" }) Assert.Contains(name, fault.Message);
        Assert.DoesNotContain("short-secret", fault.Message + options);
    }
}
