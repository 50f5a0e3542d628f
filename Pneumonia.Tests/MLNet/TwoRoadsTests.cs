using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Model.MLNet;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.MLNet;

/// <summary>The fast road and ML.NET's give one answer; see the contract of the model file.</summary>
[TestClass]
public sealed class TwoRoadsTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Predict_EverySyntheticImage_BothRoadsAgree(ClassificationTask task)
    {
        var model = TrainedModels.Of(task);
        AssertAgree(model.Path, model.Images);
    }

    [TestMethod]
    public void Predict_RealRadiographs_BothRoadsAgree()
        => AssertAgree(TrainedModels.Binary.Path, SharedData.Images(Path.Combine("kermany224", "train"), 200));

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Load_PlainMLNet_OpensTheFile(ClassificationTask task)
    {
        using var folder = new TempFolder();
        var ml = new MLContext { TempFilePath = folder.Path }.RegisterPneumonia();
        var transformer = ml.Model.Load(TinyModels.Path(task), out var schema);
        using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
        var answer = engine.Predict(new ModelInput { ImageSource = Imaging.TestImages.GreyJpeg(100, 100) });

        Assert.IsNotNull(schema.GetColumnOrNull("ImageSource"));
        Assert.HasCount(task == ClassificationTask.MultiClass ? 3 : 2, answer.Score);
        Assert.IsGreaterThan(0, answer.Typicality);
        Assert.IsFalse(string.IsNullOrEmpty(answer.PredictedLabel));
    }

    [TestMethod]
    public void Predict_Photograph_IsRefusedOnMLNetsRoadToo()
    {
        using var folder = new TempFolder();
        var ml = new MLContext { TempFilePath = folder.Path };
        using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(ml.LoadPneumonia(TrainedModels.Binary.Path));

        var answer = engine.Predict(new ModelInput { ImageSource = Imaging.TestImages.GreyJpeg(100, 100) });

        Assert.AreEqual(Decision.NotAChestXray.ToWord(), answer.Decision);
    }

    [TestMethod]
    public void LoadPneumonia_Disposed_LeavesNoTemporaryFile()
    {
        using var folder = new TempFolder();
        var ml = new MLContext { TempFilePath = folder.Path };
        var transformer = ml.LoadPneumonia(TinyModels.Path(ClassificationTask.Binary));
        (transformer as IDisposable)!.Dispose();
        Assert.IsEmpty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void LoadPneumonia_NullOrMissing_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => ((MLContext)null!).LoadPneumonia("a.zip"));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((MLContext)null!).RegisterPneumonia());
        Assert.ThrowsExactly<ModelFileException>(() => new MLContext().LoadPneumonia("no such file.zip"));
    }

    [TestMethod]
    public void PixelContracts_EverySize_HasARowOfThatSize()
    {
        var ml = new MLContext();
        foreach (var size in PixelContracts.Sizes)
        {
            var rows = ml.Data.LoadFromEnumerable([new ModelInput { ImageSource = Imaging.TestImages.GreyJpeg(90, 70) }]);
            var column = PixelContracts.Estimator(ml, size).Fit(rows).Transform(rows).Schema["pixels"];
            Assert.AreEqual($"Vector<Single, 1, {size}, {size}>", column.Type.ToString());
        }
    }

    private void AssertAgree(string path, IReadOnlyList<string> images)
    {
        using var folder = new TempFolder();
        // ML.NET's road takes images as they lie.
        using var classifier = PneumoniaClassifier.Load(path, new ClassifierOptions { Pose = PoseHandling.Off });
        var ml = new MLContext { TempFilePath = folder.Path };
        var transformer = ml.LoadPneumonia(path);
        using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
        var worst = 0f;
        foreach (var (index, batched) in classifier.PredictBatch(images, TestContext.CancellationToken).Index())
        {
            var single = classifier.Predict(images[index]);
            var slow = engine.Predict(new ModelInput { ImageSource = File.ReadAllBytes(images[index]) });
            for (var k = 0; k < single.Scores.Length; k++)
            {
                worst = Math.Max(worst, Math.Abs(single.Scores[k].Probability - slow.Score[k]));
                worst = Math.Max(worst, Math.Abs(batched.Scores[k].Probability - slow.Score[k]));
            }

            Assert.AreEqual(single.Decision.ToWord(), slow.Decision, images[index]);
            Assert.AreEqual(single.Typicality, slow.Typicality, 1e-4f * single.Typicality, images[index]);
            if (classifier.Manifest.Task != ClassificationTask.MultiLabel) Assert.AreEqual(single.Label, slow.PredictedLabel);
            else Assert.Contains(slow.PredictedLabel, single.Label!.Split('|'));
        }

        TestContext.WriteLine($"largest difference between the roads over {images.Count} images: {worst:G3}");
        Assert.IsLessThanOrEqualTo(1e-5f, worst);
    }
}
