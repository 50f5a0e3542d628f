using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Engine;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

/// <summary>When a whole network is worth its time.</summary>
[TestClass]
public sealed class SuitabilityTests
{
    private static readonly EndToEndEngineOptions Small = new()
    {
        Training = new EndToEndOptions { Network = NetworkSpec.Default with { Width = 4, InputSize = 64, Blocks = [1, 1, 1] }, Epochs = 1, Members = 1 },
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Suitability_FewImages_NamesTheRuleAndBothRemedies()
    {
        var check = Check(Small, 999, null);

        Assert.IsFalse(check.Available);
        Assert.Contains("999", check.Reason!);
        Assert.Contains("1,000", check.Reason!);
        Assert.Contains("--start-from", check.Remedy!);
        Assert.IsTrue(Check(Small, 1000, null).Available);
        Assert.IsTrue(Check(Small with { StartFrom = "chest" }, 10, null).Available);
    }

    [TestMethod]
    [TestCategory("Torch")]
    public void Suitability_Budget_IsComparedWithMeasuredSteps()
    {
        TorchTest.Require();

        var check = Check(Small, 100_000, TimeSpan.FromMilliseconds(1));

        Assert.IsFalse(check.Available);
        Assert.Contains("the budget is 0 seconds", check.Reason!);
        Assert.IsTrue(Check(Small, 1000, TimeSpan.FromHours(10)).Available);
    }

    private EngineAvailability Check(EndToEndEngineOptions options, int rows, TimeSpan? time)
        => new EndToEndEngine(options).CheckSuitability(
            new EngineContext
            {
                Images = [], TrainingRows = [.. Enumerable.Range(0, rows)], Folds = [[0], [1]], Seed = 1, Threads = 2,
                Targets = new Targets(ClassificationTask.Binary, ["normal", "pneumonia"], []),
            },
            time, TestContext.CancellationToken);
}
