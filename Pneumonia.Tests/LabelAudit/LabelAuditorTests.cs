using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.LabelAudit;

namespace Pneumonia.Tests.LabelAudit;

[TestClass]
public sealed class LabelAuditorTests
{
    [TestMethod]
    public void Audit_ByHand_CountsByEachClassesOwnStandard()
    {
        // Means: .8, .7 and .25 labelled 0 hold p(0) = .58; .6 and .8 labelled 1 hold p(1) = .7. So p(1) ≥ .7 counts as 1: the third image alone.
        int[] labels = [0, 0, 0, 1, 1];
        var report = LabelAuditor.Audit(ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], Images(labels), new ScoreMatrix([0.2f, 0.3f, 0.75f, 0.6f, 0.8f], 5, 1));

        Assert.AreEqual(1, report.LikelyWrong);
        var first = report.Ranking[0];
        Assert.AreEqual("2.png", first.Sample.Name);
        Assert.AreEqual(("NORMAL", "PNEUMONIA"), (first.Given, first.Suggested));
        Assert.AreEqual(0.25, first.GivenProbability, 1e-6);
        Assert.AreEqual(-0.5, first.Margin, 1e-6);
        // One of the three counted images of class 0 lies off the diagonal; .6 counts as nothing, and .8 as itself.
        Assert.AreEqual(1, report.EstimatedErrors, 1e-9);
    }

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    public void Audit_FlippedLabels_ComeFirst(ClassificationTask task)
    {
        var classes = task == ClassificationTask.Binary ? 2 : 4;
        const int Rows = 1000;
        var random = new Random(1);
        int[] truth = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(classes))];
        int[] labels = [.. truth.Select((t, i) => i < Rows / 20 ? (t + 1) % classes : t)];
        var values = new List<float>();
        foreach (var t in truth)
        {
            var row = Enumerable.Range(0, classes).Select(k => Math.Exp(1.5 * random.NextDouble() + (k == t ? 2.5 : 0))).ToArray();
            values.AddRange((task == ClassificationTask.Binary ? row[1..] : row).Select(v => (float)(v / row.Sum())));
        }

        var report = LabelAuditor.Audit(
            task, [.. Enumerable.Range(0, classes).Select(static k => $"class {k}")], Images(labels), new ScoreMatrix(values.ToArray(), Rows, values.Count / Rows));

        var top = report.Ranking.Take(Rows * 8 / 100).Count(static s => int.Parse(Path.GetFileNameWithoutExtension(s.Sample.Name)) < Rows / 20);
        Assert.IsGreaterThanOrEqualTo(Rows / 20 * 9 / 10, top);
        Assert.AreEqual(Rows / 20.0, report.EstimatedErrors, 15);
        Assert.HasCount(Rows, report.Ranking);
    }

    [TestMethod]
    public void Audit_MultiLabel_NamesTheClassThatIsMissing()
    {
        ImmutableArray<ImageSample> images = [.. Enumerable.Range(0, 40).Select(static i => Samples.Of($"{i}.png", "p", DataSplit.Train, [.. Enumerable.Range(0, 2).Where(k => (i >> k) % 2 == 0)]))];
        var values = images.SelectMany(static s => new[] { s.Labels.Contains(0) ? 0.9f : 0.1f, s.Labels.Contains(1) ? 0.9f : 0.1f }).ToArray();
        values[1] = 0.02f;

        var report = LabelAuditor.Audit(ClassificationTask.MultiLabel, ["EDEMA", "EFFUSION"], images, new ScoreMatrix(values, 40, 2));

        Assert.HasCount(80, report.Ranking);
        Assert.AreEqual(("0.png", "EFFUSION", "not EFFUSION"), (report.Ranking[0].Sample.Name, report.Ranking[0].Given, report.Ranking[0].Suggested));
        Assert.AreEqual(1, report.LikelyWrong);
    }

    [TestMethod]
    public void Audit_OneClassOnly_SuspectsNobody()
    {
        var report = LabelAuditor.Audit(ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], Images([0, 0, 0]), new ScoreMatrix([0.9f, 0.2f, 0.1f], 3, 1));
        Assert.AreEqual(0, report.LikelyWrong);
        Assert.AreEqual("0.png", report.Ranking[0].Sample.Name);
    }

    [TestMethod]
    public void Audit_WrongShape_IsRefused()
        => Assert.ThrowsExactly<ArgumentException>(() => LabelAuditor.Audit(ClassificationTask.Binary, ["A", "B"], Images([0, 1]), new ScoreMatrix(new float[4], 2, 2)));

    private static ImmutableArray<ImageSample> Images(int[] labels) => [.. labels.Select(static (l, i) => Samples.Of($"{i}.png", $"p{i}", DataSplit.Train, l))];
}
