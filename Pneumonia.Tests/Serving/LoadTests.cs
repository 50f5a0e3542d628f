using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pneumonia.Model;
using Pneumonia.Serving;
using Pneumonia.Serving.Batching;
using Pneumonia.Serving.Hosting;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Serving;

/// <summary>Many at once, too many, and too slow.</summary>
[TestClass]
public sealed class LoadTests
{
    private static readonly byte[] Image = TestImages.GreyJpeg(600, 400);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Predict_ManyAtOnce_AnswersEachItsOwnAndRunsThemTogether()
    {
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path);
        using var classifier = PneumoniaClassifier.Load(TrainedModels.Binary.Path);
        var images = TrainedModels.Binary.Images.Take(24).Select(File.ReadAllBytes).ToArray();
        var expected = images.Select(i => classifier.Predict(i).Probability).ToArray();
        var sizes = new ConcurrentBag<int>();
        using var listener = Listen<int>(service, "pneumonia.batch.size", sizes.Add);

        await Parallel.ForAsync(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = TestContext.CancellationToken }, async (i, stop) =>
        {
            var (status, body) = await service.PostAsync("predict", Service.Raw(images[i % images.Length], "image/png"));
            Assert.AreEqual(HttpStatusCode.OK, status);
            Assert.AreEqual(expected[i % images.Length], body["predictions"]![0]!["probability"]!.GetValue<float>(), 1e-4f);
        });

        TestContext.WriteLine($"{sizes.Count} batches, the largest of {sizes.Max()} images");
        Assert.AreEqual(240, sizes.Sum());
        Assert.IsGreaterThan(1, sizes.Max(), "Nothing was ever run together.");
        Assert.IsLessThanOrEqualTo(16, sizes.Max());
        Assert.AreEqual(0, service.Get<Admission>().Inside);
    }

    [TestMethod]
    public async Task Predict_QueueFull_IsRefusedWith429AndATimeToComeBack()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary), new ServingOptions { QueueLimit = 4, MaxImagesPerRequest = 4 });
        var inside = service.Get<Admission>();
        inside.Enter(3);
        using var two = new MultipartFormDataContent { { Service.Raw(Image), "a", "a" }, { Service.Raw(Image), "b", "b" } };

        using var refused = await service.Http.PostAsync("predict", two, TestContext.CancellationToken);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta!.Value);
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status, "One more fits.");

        inside.Enter(1);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, (await service.PostAsync("explain", Service.Raw(Image))).Status);
        inside.Leave(4);
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status);
    }

    [TestMethod]
    public async Task Body_ThatNeverEnds_IsGivenUpAndItsMemoryReturned()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary), new ServingOptions { RequestTimeout = TimeSpan.FromMilliseconds(300) });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Address.Port, TestContext.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: 1000000\r\n\r\nbegins"), TestContext.CancellationToken);
        using var reader = new StreamReader(stream);

        Assert.Contains("408", await reader.ReadLineAsync(TestContext.CancellationToken) ?? "");
        Assert.AreEqual(0, service.Get<Pneumonia.Serving.Endpoints.ByteBudget>().Used);
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status);
    }

    [TestMethod]
    public async Task Bodies_TogetherAboveTheBudget_AreRefusedOnceItIsSpent()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary), new ServingOptions { MaxRequestBytes = 1 << 20, MaxBufferedBytes = 1 << 20 });
        var budget = service.Get<Pneumonia.Serving.Endpoints.ByteBudget>();
        budget.Charge(1 << 20);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, (await service.PostAsync("predict", Service.Raw(Image))).Status);
        budget.Return(1 << 20);
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status);
    }

    [TestMethod]
    public async Task Cancelled_InTheQueue_IsNeverRunAndLeaves()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        var predictor = service.Get<PneumoniaPredictor>();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => predictor.PredictAsync(Image, gone.Token));

        for (var i = 0; i < 100 && service.Get<Admission>().Inside > 0; i++) await Task.Delay(20, TestContext.CancellationToken);
        Assert.AreEqual(0, service.Get<Admission>().Inside);
    }

    [TestMethod]
    public async Task Reload_TwentyTimesUnderLoad_FailsNoRequest()
    {
        using var folder = new Data.TempFolder();
        var served = Path.Combine(folder.Path, "served.zip");
        string[] models = [TinyModels.Path(ClassificationTask.Binary), TinyModels.Path(ClassificationTask.MultiClass)];
        File.Copy(models[0], served);
        await using var service = await Service.StartAsync(served, new ServingOptions { ReloadInterval = TimeSpan.Zero });
        var host = service.Get<ModelHost>();
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            for (; !end.IsCancellationRequested; answered++) Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status);
            return answered;
        })).ToArray();

        for (var i = 1; i <= 20; i++)
        {
            File.WriteAllBytes(served, File.ReadAllBytes(models[i % 2]));
            File.SetLastWriteTimeUtc(served, new DateTime(2030, 1, 1, 0, 0, i, DateTimeKind.Utc));
            Assert.IsFalse(host.Look(), "It has to hold still first.");
            Assert.IsTrue(host.Look());
            await Task.Delay(20, TestContext.CancellationToken);
        }

        await end.CancelAsync();
        Assert.IsGreaterThan(20, (await Task.WhenAll(clients)).Sum());
        Assert.AreEqual(21, service.Get<PneumoniaPredictor>().Status.Generation);
    }

    private static MeterListener Listen<T>(Service service, string name, Action<T> seen)
        where T : struct
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                // Other tests have services and meters of their own at the same time.
                if (instrument.Name == name && instrument.Meter.Scope == service.Get<IMeterFactory>()) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<T>((_, value, _, _) => seen(value));
        listener.Start();
        return listener;
    }
}
