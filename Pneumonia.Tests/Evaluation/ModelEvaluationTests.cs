using Pneumonia.Tests.Report;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class ModelEvaluationTests
{
    [TestMethod]
    public void ToRecords_Shares_CountTheImagesThatTheyAreSharesOf()
    {
        var evaluation = ReportSamples.Binary().Evaluation;
        var of = evaluation.ToRecords().ToDictionary(static r => r.Name, static r => r.N);
        var confusion = evaluation.Finding!.OperatingPoint.Confusion;

        Assert.AreEqual(evaluation.Count, of["auc"]);
        Assert.AreEqual(evaluation.Count, of["accuracy"]);
        Assert.AreEqual(confusion.Positives, of["recall"]);
        Assert.AreEqual(confusion.Negatives, of["specificity"]);
        Assert.AreEqual(confusion.TruePositives + confusion.FalsePositives, of["precision"]);
        Assert.AreEqual(evaluation.Count, of["outright-recall"] + of["outright-specificity"]);
        Assert.AreNotEqual(of["recall"], of["auc"]);
    }

    [TestMethod]
    public void ToRecords_MultiClass_RecallOfAClassCountsItsImages()
    {
        var evaluation = ReportSamples.MultiClass("NORMAL", "BACTERIA", "VIRUS").Evaluation;
        var of = evaluation.ToRecords().ToDictionary(static r => r.Name, static r => r.N);

        Assert.AreEqual(evaluation.Count, of["recall NORMAL"] + of["recall BACTERIA"] + of["recall VIRUS"]);
        Assert.AreEqual(evaluation.Count, of["auc VIRUS"]);
    }
}
