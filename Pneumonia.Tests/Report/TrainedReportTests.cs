using System.Text.Json.Nodes;
using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report;

namespace Pneumonia.Tests.Report;

/// <summary>The whole way once, and what comes of it: report, stress suite, refer band, comparison.</summary>
[TestClass]
public sealed class TrainedReportTests
{
    private static TrainedTiny tiny = null!;
    private static TrainingResult result = null!;

    public required TestContext TestContext { get; init; }

    [ClassInitialize]
    public static async Task TrainAsync(TestContext context)
    {
        tiny = new TrainedTiny();
        result = await tiny.TrainAsync(context.CancellationToken);
    }

    [ClassCleanup]
    public static void Remove() => tiny.Dispose();

    [TestMethod]
    public void Run_WithReport_WritesAPageOfAllSections()
    {
        var page = Page.Read(Path.Combine(tiny.ReportFolder, ReportWriter.PageName));

        Assert.AreSequenceEqual(
            new[] { "verdict", "confusion", "figures", "curves", "scores", "calibration", "stress", "errors", "labels", "trials", "data", "screening", "origin" }, page.Sections);
        Assert.Contains("data:image/jpeg;base64,", page.Text);
        Assert.Contains("alt=\"heat map: ", page.Text);
        Assert.DoesNotContain("<script", page.Text);
        Assert.Contains("&lt;script&gt;", page.Text);
        Assert.IsEmpty(Directory.GetFiles(tiny.ReportFolder, "*.part"));
    }

    [TestMethod]
    public void Run_WithReport_MetricsEqualTheEvaluation()
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(tiny.ReportFolder, ReportWriter.MetricsName)))!;
        var finding = result.Evaluation.Finding!;

        Assert.AreEqual(finding.Auc.Value, (double)json["evaluation"]!["auc"]!);
        Assert.AreEqual(finding.OperatingPoint.Confusion.FalseNegatives, (int)json["evaluation"]!["confusion"]!["fn"]!);
        Assert.AreEqual(result.Evaluation.Refer!.Referred, (int)json["evaluation"]!["refer"]!["referred"]!);
        Assert.AreEqual(result.Stress!.Curves[0].Points[0].Recall.Value, (double)json["stress"]!["shifts"]![0]!["points"]![0]!["recall"]!);
        Assert.HasCount(result.Search.Trials.Length, json["trials"]!.AsArray());
        Assert.HasCount(result.Screening.Findings.Length, json["screening"]!["findings"]!.AsArray());
        Assert.HasCount(result.LabelAudit.LikelyWrong, json["labelAudit"]!["suspects"]!.AsArray());
        Assert.AreEqual(EvaluationJson.Of(result.Evaluation).ToJsonString(), json["evaluation"]!.ToJsonString());
    }

    [TestMethod]
    public void Run_WithStress_CardTellsOfIt()
    {
        var card = File.ReadAllText(Path.Combine(tiny.ReportFolder, ReportWriter.CardName));

        Assert.AreEqual(result.Card, card);
        Assert.Contains("## Under stress", card);
        Assert.Contains("| as they are |", card);
        Assert.Contains("CLAIM 2024", card);
        Assert.Contains("not known to the tool", card);
        Assert.Contains("Not measured with this card", ModelFile.ReadCard(tiny.Model));
    }

    [TestMethod]
    public void Stress_StrongNoise_CostsArea()
    {
        var noise = result.Stress!.Curves.Single(c => c.Shift == "noise").Points[^1];

        Assert.IsGreaterThan(0.8, result.Stress.Unshifted.Auc.Value);
        Assert.IsLessThan(result.Stress.Unshifted.Auc.Value - 0.02, noise.Auc.Value);
    }

    [TestMethod]
    public async Task Stress_OtherThreads_SameFigures()
    {
        var evaluation = await ModelFileEvaluator.EvaluateAsync(tiny.Model, tiny.Data, Rule, cancellationToken: TestContext.CancellationToken);
        StressReport Run(int threads) => StressSuite.Run(
            tiny.Model, evaluation.Samples, new StressOptions { MaxImages = 12, Threads = threads }, cancellationToken: TestContext.CancellationToken);
        var (one, three) = (Run(1), Run(3));

        Assert.AreEqual(12, one.Images);
        Assert.AreEqual(6, one.Positives, "classes must keep their share");
        Assert.AreEqual(one.Unshifted, three.Unshifted);
        Assert.AreSequenceEqual(one.Curves.SelectMany(c => c.Points).ToArray(), three.Curves.SelectMany(c => c.Points).ToArray());
    }

    [TestMethod]
    public void Stress_Cancelled_Stops()
        => Assert.Throws<OperationCanceledException>(
            () => StressSuite.Run(tiny.Model, result.Measured.Samples, cancellationToken: new CancellationToken(canceled: true)));

    [TestMethod]
    public void Stress_Unshifted_IsWhatThePipelineMeasured()
    {
        var all = StressSuite.Run(tiny.Model, result.Measured.Samples, cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(result.Evaluation.Finding!.Auc.Value, all.Unshifted.Auc.Value, 1e-9);
        Assert.AreEqual(result.Evaluation.Finding.OperatingPoint.Recall.Value, all.Unshifted.Recall.Value, 1e-9);
    }

    [TestMethod]
    public async Task Refer_Band_IsWhatTheServedModelDecides()
    {
        var evaluation = await ModelFileEvaluator.EvaluateAsync(tiny.Model, tiny.Data, Rule, cancellationToken: TestContext.CancellationToken);
        var manifest = evaluation.Manifest;
        var inBand = evaluation.Predictions.Count(p => p.Probability >= manifest.Thresholds[0] && p.Probability < manifest.ReferBelow);

        Assert.IsNotNull(manifest.ReferPromise);
        Assert.IsGreaterThanOrEqualTo(manifest.Thresholds[0], manifest.ReferBelow!.Value);
        Assert.AreEqual(inBand, evaluation.Evaluation.Refer!.Referred);
        Assert.IsTrue(evaluation.Predictions.Where(p => p.Decision == Decision.Refer).All(p => p.Probability < manifest.ReferBelow));
    }

    [TestMethod]
    public async Task Compare_WithItself_NoDifference()
    {
        var evaluation = await ModelFileEvaluator.EvaluateAsync(tiny.Model, tiny.Data, Rule, cancellationToken: TestContext.CancellationToken);
        var comparison = ModelComparer.Compare(evaluation, evaluation);

        Assert.AreEqual(evaluation.Samples.Length, comparison.Images);
        Assert.HasCount(2, comparison.Figures);
        Assert.IsTrue(comparison.Figures.All(f => f.Result is { Difference: 0, PValue: 1 }));
    }

    [TestMethod]
    public void Write_FolderCantBeMade_LeavesNothing()
    {
        var file = Path.Combine(tiny.ReportFolder, "in-the-way");
        File.WriteAllText(file, "");
        var data = ReportSamples.Binary();

        Assert.Throws<IOException>(() => ReportWriter.Write(Path.Combine(file, "report"), data));
        Assert.AreEqual("", File.ReadAllText(file));
    }

    private static DataSetOptions Rule => new() { PatientRule = PatientRule.Parse("none") };
}
