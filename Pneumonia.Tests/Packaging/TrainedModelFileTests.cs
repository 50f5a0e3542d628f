using System.Security.Cryptography;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

/// <summary>What a file that the pipeline wrote says of itself, against what it was made from.</summary>
[TestClass]
public sealed class TrainedModelFileTests
{
    [TestMethod]
    public void Manifest_OfATrainedModel_CountsEveryImageOnce()
    {
        var manifest = TrainedModels.Binary.Result.Manifest;
        Assert.AreEqual(TrainedModels.Set.Images.Count, manifest.Data.Splits.Sum(static s => s.Images));
        Assert.AreEqual(48, manifest.Data.Splits.Sum(static s => s.Patients));
        foreach (var split in manifest.Data.Splits) Assert.AreEqual(split.Images, split.PerClass.Values.Sum(), split.Name);
        Assert.AreEqual("chest", manifest.Backbones.Single().Name);
        Assert.AreEqual("NORMAL", manifest.NegativeClass);
        Assert.IsGreaterThan(1, manifest.TypicalityLimit!.Value);
        Assert.AreEqual("PNEUMONIA", manifest.Promises.Single().Label);
        Assert.IsTrue(manifest.Metrics.Any(static m => m is { Name: "auc", MeasuredOn: "test" }));
        Assert.IsTrue(manifest.Metrics.Any(static m => m is { Name: "auc", MeasuredOn: "out-of-fold" }));
        Assert.Contains("Microsoft.ML", manifest.Packages.Keys);
    }

    [TestMethod]
    public void SeenImages_OfATrainedModel_AreThoseOfTrainingAndCalibration()
    {
        using var archive = ModelArchive.Open(TrainedModels.Binary.Path);
        var seen = SeenImages.Read(archive);
        foreach (var image in TrainedModels.Set.Images)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(TrainedModels.Set.Folder, image.Path))));
            Assert.AreEqual(image.Split == "train", SeenImages.Contains(seen, hash), image.Path);
        }

        Assert.IsFalse(SeenImages.Contains(seen, null));
    }

    [TestMethod]
    public void Card_OfATrainedModel_SaysWhatMustBeSaidAndShowsItsGaps()
    {
        using var classifier = PneumoniaClassifier.Load(TrainedModels.MultiClass.Path);
        Assert.AreEqual(TrainedModels.MultiClass.Result.Card, classifier.Card);
        foreach (var part in new[] { "not a medical device", "any class but NORMAL: not certified", "| test |", "chest", "to be filled in by" }) Assert.Contains(part, classifier.Card);
    }

    [TestMethod]
    public void Graph_OfATrainedModel_CarriesItsRulesForOtherRuntimes()
    {
        var manifest = TrainedModels.MultiLabel.Result.Manifest;
        var model = Pneumonia.Training.Onnx.OnnxFile.Read(ModelFile.ReadGraph(TrainedModels.MultiLabel.Path));
        var metadata = model.MetadataProps.ToDictionary(static p => p.Key, static p => p.Value);
        Assert.AreEqual("CONSOLIDATION|DIFFUSE", metadata["pneumonia.classes"]);
        Assert.AreEqual("MultiLabel", metadata["pneumonia.task"]);
        Assert.Contains("not a medical device", metadata["pneumonia.notice"]);
        Assert.HasCount(2, manifest.Thresholds);
    }

    [TestMethod]
    public void Predict_TestImages_GivesThePipelinesOwnFigures()
    {
        using var classifier = PneumoniaClassifier.Load(TrainedModels.Binary.Path);
        var test = TrainedModels.Set.Images.Where(static i => i.Split == "test").ToArray();
        var found = test.Count(i => classifier.Predict(Path.Combine(TrainedModels.Set.Folder, i.Path)).Scores[1].Predicted == (i.Label == "PNEUMONIA"));
        var accuracy = TrainedModels.Binary.Result.Manifest.Metrics.Single(static m => m is { Name: "accuracy", MeasuredOn: "test" }).Value;
        Assert.AreEqual(accuracy!.Value, found / (double)test.Length, 1e-9);
    }
}
