using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Serving;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;
using Pneumonia.Tests.Serving;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Drifting;

/// <summary>Drift as those see it who run a service: metrics, info, health.</summary>
[TestClass]
public sealed class DriftedServiceTests
{
    [TestMethod]
    public void Drift_ModelOfBefore_HasNoReference()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        classifier.Predict(TestImages.GreyJpeg(90, 90));
        Assert.AreEqual(DriftState.NoReference, classifier.Drift.State);
    }

    [TestMethod]
    public void Drift_OtherImages_TellsItByProperty_AndMeter()
    {
        using var folder = new TempFolder();
        using var classifier = PneumoniaClassifier.Load(WithReference(folder));
        Assert.IsEmpty(Measured());
        var image = TestImages.GreyJpeg(90, 90);
        for (var i = 0; i < 10; i++) classifier.Predict(image);
        classifier.Explain(image);
        _ = classifier.PredictBatch([.. Enumerable.Repeat(image, 200), new byte[] { 1, 2, 3 }]);

        var drift = classifier.Drift;
        Assert.AreEqual(211, drift.Count, "what could not be read doesn't count");
        Assert.AreEqual(DriftState.Drifted, drift.State);
        var measured = Measured();
        Assert.AreEqual(drift.PsiTypicality!.Value, measured["pneumonia.drift.typicality"]);
        Assert.AreEqual(drift.PsiScore!.Value, measured["pneumonia.drift.score"]);
    }

    [TestMethod]
    public async Task Service_OtherImages_DegradedButReady()
    {
        using var folder = new TempFolder();
        await using var service = await Service.StartAsync(
            WithReference(folder), configure: static b => b.Services.AddHealthChecks().AddPneumoniaDrift());
        var health = service.Get<HealthCheckService>();
        Assert.AreEqual("too-few", (string?)(await service.GetAsync("info"))["drift"]!["state"]);
        Assert.AreEqual(0, (int)(await service.GetAsync("info"))["drift"]!["images"]!, "the picture that checks a model is no patient's");
        Assert.AreEqual(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        var image = TestImages.GreyJpeg(90, 90);
        for (var i = 0; i < 4; i++) await service.Get<PneumoniaPredictor>().PredictAsync([.. Enumerable.Repeat(image, 50)]);

        Assert.AreEqual("drifted", (string?)(await service.GetAsync("info"))["drift"]!["state"]);
        Assert.AreEqual(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);
        Assert.AreEqual("ready", (string?)(await service.GetAsync("health/ready"))["status"], "drift takes no service out of rotation");
    }

    // One image again and again is in one bin, whatever the tenths are.
    private static string WithReference(TempFolder folder)
    {
        var tenths = new ReferenceDistribution([.. Enumerable.Range(1, 9).Select(static i => i / 10f)], [.. Enumerable.Repeat(0.1, 10)]);
        var manifest = Manifests.Of(ClassificationTask.Binary, TinyModels.Side) with { Reference = new ReferenceRecord(700, tenths, tenths) };
        var path = folder.At("model.zip");
        ModelPackager.Write(path, new ModelBody.Onnx(TinyModels.Graph(ClassificationTask.Binary)), manifest, static _ => "# Card\n", [new string('a', 64)]);
        return path;
    }

    private static ConcurrentDictionary<string, double> Measured()
    {
        var values = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (instrument.Meter.Name == PneumoniaClassifier.MeterName) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
