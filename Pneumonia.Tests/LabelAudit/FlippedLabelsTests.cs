using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Onnx;
using Pneumonia.Training;

namespace Pneumonia.Tests.LabelAudit;

/// <summary>The whole way on real radiographs: of labels that were flipped, most stand at the head of the list.</summary>
[TestClass]
public sealed class FlippedLabelsTests
{
    private const int Images = 500;
    private const int EveryNth = 20;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task RunAsync_FivePercentFlipped_MostAreInTheFirstEightPercent()
    {
        using var folder = new TempFolder();
        var backbone = Path.Combine(folder.Path, "mobilenetv2.onnx");
        await File.WriteAllBytesAsync(backbone, BackboneFiles.Read("mobilenetv2-10-features.onnx"), TestContext.CancellationToken);
        var images = SharedData.Images(Path.Combine("kermany224", "train"), Images);
        var flipped = images.Where(static (_, i) => i % EveryNth == 3).ToHashSet(StringComparer.Ordinal);
        var csv = Path.Combine(folder.Path, "flipped.csv");
        await File.WriteAllLinesAsync(
            csv,
            images.Select(path => $"\"{path}\",{(IsNormal(path) ^ flipped.Contains(path) ? "NORMAL" : "PNEUMONIA")},train").Prepend("path,label,split"),
            TestContext.CancellationToken);

        var result = await TrainingPipeline.Create().FromCsv(csv).UseFrozenFeatures(f => f with { Backbones = [backbone] })
            .WithSplits(static s => s with { TestFraction = 0 }).WithBudget(maxTrials: 4)
            .RememberIn(Path.Combine(folder.Path, "work")).SaveTo(Path.Combine(folder.Path, "model.zip"))
            .Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var ranking = result.LabelAudit.Ranking;
        Assert.HasCount(Images, ranking);
        var found = ranking.Take(Images * 8 / 100).Count(s => flipped.Contains(s.Sample.Path));
        TestContext.WriteLine($"{found} of {flipped.Count} flipped labels in the first 8%.");
        Assert.IsGreaterThanOrEqualTo((int)Math.Ceiling(0.7 * flipped.Count), found);
    }

    private static bool IsNormal(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == "NORMAL";
}
