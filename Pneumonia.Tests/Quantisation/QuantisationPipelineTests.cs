using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Training.Quantisation;

namespace Pneumonia.Tests.Quantisation;

[TestClass]
public sealed class QuantisationPipelineTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Train_EightBitsThatMayLoseMuch_ArePackagedAndSaidInManifestAndNotes()
    {
        using var set = new SmallSet();

        var result = await set.Pipeline().Quantise(ModelPrecision.EightBit, static q => q with { MaxAucLoss = 0.5, MaxFlips = 1 })
            .Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var record = ModelFile.Verify(set.Model).Quantisation;
        Assert.IsNotNull(record);
        Assert.AreEqual(record, result.Manifest.Quantisation);
        Assert.AreEqual("int8", record.Precision);
        Assert.IsLessThan(0.5 * record.BytesBefore, record.BytesAfter);
        Assert.IsInRange(1e-7, 0.2, record.LargestDifference);
        Assert.IsNotNull(record.AucAfter);
        Assert.IsTrue(result.Notes.Any(static n => n.Text.StartsWith("int8 beside float32", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Train_Halves_HalveTheGraphAndKeepThreshold()
    {
        using var set = new SmallSet();
        var plain = await set.Pipeline().Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var half = await set.Pipeline().Quantise(ModelPrecision.Half).Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual("float16", half.Manifest.Quantisation?.Precision);
        Assert.IsLessThan(0.6 * plain.Manifest.Graph.Bytes, half.Manifest.Graph.Bytes);
        Assert.AreEqual(plain.Manifest.Thresholds[0], half.Manifest.Thresholds[0], 0.01f);
        Assert.AreEqual(plain.Manifest.Promises[0].Certified, half.Manifest.Promises[0].Certified);
    }

    [TestMethod]
    public async Task Quantize_FinishedModelToHalves_WritesAFileThatAnswersAlikeAndSaysWhatIsCertified()
    {
        using var set = new SmallSet();
        var model = TrainedModels.Binary;

        var run = await CliRun.OfAsync("quantize", "--model", model.Path, "--data", set.Data, "--out", set.Model, "--precision", "float16", "--json");

        run.Expect(0).Says("float16 beside float32");
        var manifest = ModelFile.Verify(set.Model);
        Assert.AreEqual("float16", manifest.Quantisation!.Precision);
        Assert.IsLessThan(0.6 * model.Result.Manifest.Graph.Bytes, manifest.Graph.Bytes);
        Assert.AreEqual(manifest.Promises[0].Certified, manifest.Quantisation.Certified);
        using var before = PneumoniaClassifier.Load(model.Path);
        using var after = PneumoniaClassifier.Load(set.Model);
        foreach (var image in model.Images.Take(10)) Assert.AreEqual(before.Predict(image).Probability, after.Predict(image).Probability, 0.02f);
    }

    [TestMethod]
    public async Task Quantize_QuantisedModel_IsRefused()
    {
        using var set = new SmallSet();
        var half = set.At("half.zip");
        (await CliRun.OfAsync("quantize", "--model", TrainedModels.Binary.Path, "--data", set.Data, "--out", half, "--precision", "float16")).Expect(0);

        var run = await CliRun.OfAsync("quantize", "--model", half, "--data", set.Data, "--out", set.Model);

        run.Expect(2).Says("is float16 already");
    }
}
