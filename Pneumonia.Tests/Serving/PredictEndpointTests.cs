using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Serving;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Serving;

[TestClass]
public sealed class PredictEndpointTests
{
    private static readonly byte[] Image = TestImages.GreyJpeg(300, 200);

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public async Task Predict_InAllThreeWays_AnswersAsTheClassifierDoes(ClassificationTask task)
    {
        await using var service = await Service.StartAsync(TinyModels.Path(task));
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(task));
        var expected = classifier.Predict(Image);
        using var form = new MultipartFormDataContent { { Service.Raw(Image), "a", "first.jpg" }, { Service.Raw(TestImages.GreyJpeg(90, 90, seed: 7)), "b", "second.jpg" } };

        var raw = await service.PostAsync("predict", Service.Raw(Image));
        var many = await service.PostAsync("predict", form);
        var json = await service.PostAsync("predict", JsonContent.Create(new { images = new[] { new { name = "mine", data = Image } } }));

        foreach (var (status, body) in new[] { raw, many, json })
        {
            Assert.AreEqual(HttpStatusCode.OK, status, body.ToJsonString());
            var first = body["predictions"]![0]!;
            Assert.AreEqual(expected.Probability, first["probability"]!.GetValue<float>(), 1e-6f);
            Assert.AreEqual(expected.Label, first["label"]!.GetValue<string>());
            Assert.AreEqual(expected.Scores.Length, first["scores"]!.AsObject().Count);
        }

        Assert.AreEqual("second.jpg", many.Body["predictions"]![1]!["name"]!.GetValue<string>());
        Assert.AreEqual(1, many.Body["predictions"]![1]!["index"]!.GetValue<int>());
        Assert.AreEqual("mine", json.Body["predictions"]![0]!["name"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Predict_SomeUnreadable_AnswersTheOthers()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        using var form = new MultipartFormDataContent { { Service.Raw("no image"u8.ToArray()), "a", "../../etc/passwd" }, { Service.Raw(Image), "b", "b.jpg" } };

        var (status, body) = await service.PostAsync("predict", form);

        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.AreEqual("unreadable", body["predictions"]![0]!["decision"]!.GetValue<string>());
        Assert.IsNull(body["predictions"]![0]!["probability"]);
        Assert.AreNotEqual("unreadable", body["predictions"]![1]!["decision"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("not an image at all", "image/jpeg", 415)]
    [DataRow("", "image/jpeg", 400)]
    [DataRow("x", "text/plain", 415)]
    [DataRow("x", "nonsense", 415)]
    [DataRow("{", "application/json", 400)]
    [DataRow("{}", "application/json", 400)]
    [DataRow("{\"images\":[]}", "application/json", 400)]
    [DataRow("{\"images\":[null]}", "application/json", 400)]
    [DataRow("{\"images\":[{\"data\":\"***\"}]}", "application/json", 400)]
    [DataRow("{\"images\":[{\"data\":5}]}", "application/json", 400)]
    [DataRow("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "application/json", 400)]
    [DataRow("x", "multipart/form-data", 400)]
    [DataRow("x", "multipart/form-data; boundary=b", 400)]
    [DataRow("--b\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\nbreaks off", "multipart/form-data; boundary=b", 400)]
    [DataRow("--b--\r\n", "multipart/form-data; boundary=b", 400)]
    public async Task Predict_WrongInItself_IsRefusedWithProblemDetails(string text, string type, int status)
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await service.Http.PostAsync("predict", content);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.AreEqual(status, (int)answer.StatusCode, body.ToJsonString());
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual(status, body["status"]!.GetValue<int>());
    }

    [TestMethod]
    public async Task Predict_AboveEachLimit_IsRefused()
    {
        var options = new ServingOptions
        {
            MaxRequestBytes = 200_000,
            MaxImagesPerRequest = 2,
            Classifier = new ClassifierOptions { Images = new ImageLimits { MaxBytes = 100_000, MaxPixels = 100_000 } },
        };
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary), options);
        using var three = new MultipartFormDataContent { { Service.Raw(Image), "a", "a" }, { Service.Raw(Image), "b", "b" }, { Service.Raw(Image), "c", "c" } };
        HttpContent[] refused =
        [
            Service.Raw(new byte[100_001]), Service.Raw(new byte[200_001]), three, Service.Raw(TestImages.GreyJpeg(400, 300)),
            JsonContent.Create(new { images = Enumerable.Repeat(new { data = new byte[10] }, 3) }),
            new StreamContent(new Endless(300_000)) { Headers = { ContentType = new("application/octet-stream") } },
        ];

        foreach (var content in refused)
        {
            var (status, body) = await service.PostAsync("predict", content);
            Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, status, body.ToJsonString());
        }

        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(Image))).Status);
        Assert.AreEqual(0, service.Get<Pneumonia.Serving.Endpoints.ByteBudget>().Used, "Every byte was given back.");
    }

    [TestMethod]
    public async Task Explain_OneImage_IsThePictureTheClassifierDraws()
    {
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path);
        var image = File.ReadAllBytes(TrainedModels.Binary.Images[0]);
        using var classifier = PneumoniaClassifier.Load(TrainedModels.Binary.Path);

        using var answer = await service.Http.PostAsync("explain?opacity=0.8", Service.Raw(image));
        var wrong = await service.PostAsync("explain?opacity=8", Service.Raw(image));
        var noLabel = await service.PostAsync("explain?label=BROKEN-RIB", Service.Raw(image));

        Assert.AreEqual("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.AreSequenceEqual(classifier.Explain(image).RenderOverlay(new HeatMapStyle { Opacity = 0.8 }), await answer.Content.ReadAsByteArrayAsync());
        Assert.AreEqual(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("Opacity must lie in 0…1", wrong.Body["detail"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.BadRequest, noLabel.Status);
    }

    /// <summary>A body without a length.</summary>
    private sealed class Endless(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
