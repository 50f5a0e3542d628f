using Pneumonia.Model;

namespace Pneumonia.Tests.Fixtures;

[TestClass]
public sealed class TrainedModelsTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(ClassificationTask.Binary, "NORMAL,PNEUMONIA")]
    [DataRow(ClassificationTask.MultiClass, "NORMAL,BACTERIA,VIRUS")]
    [DataRow(ClassificationTask.MultiLabel, "CONSOLIDATION,DIFFUSE")]
    public void Of_EveryTask_IsARealModelOfThatTask(ClassificationTask task, string classes)
    {
        var model = TrainedModels.Of(task);
        TestContext.WriteLine($"{task}: {model.Result.Duration.TotalSeconds:0.0} s, {string.Join("; ", model.Result.Notes)}");

        var manifest = ModelFile.Verify(model.Path);

        Assert.AreEqual(task, manifest.Task);
        Assert.AreEqual(classes, string.Join(',', manifest.Classes));
        Assert.IsTrue(model.Images.All(File.Exists));
    }
}
