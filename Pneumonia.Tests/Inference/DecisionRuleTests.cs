using Pneumonia.Model;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Inference;

[TestClass]
public sealed class DecisionRuleTests
{
    private static readonly ModelManifest Binary = Manifests.Of(ClassificationTask.Binary);

    [TestMethod]
    [DataRow(0.2f, 0L, Decision.Negative, "NORMAL")]
    [DataRow(0.3f, 1L, Decision.Refer, "PNEUMONIA")]
    [DataRow(0.6f, 1L, Decision.Positive, "PNEUMONIA")]
    public void Decide_Binary_FollowsTheGraphAndTheReferBand(float probability, long chosen, Decision expected, string label)
    {
        var answer = new DecisionRule(Binary with { ReferBelow = 0.6f }).Decide(Batch([probability], chosen), 0, "a.png");
        Assert.AreEqual(expected, answer.Decision);
        Assert.AreEqual(label, answer.Label);
        Assert.AreEqual(probability, answer.Probability);
        Assert.AreEqual(1 - probability, answer.Scores[0].Probability);
        Assert.AreEqual("a.png", answer.Source);
        Assert.IsNull(answer.Problem);
    }

    [TestMethod]
    [DataRow(1.9f, Decision.Positive)]
    [DataRow(2f, Decision.Positive)]
    [DataRow(2.01f, Decision.NotAChestXray)]
    [DataRow(float.NaN, Decision.NotAChestXray)]
    public void Decide_Typicality_IsAllowedUpToItsLimit(float typicality, Decision expected)
    {
        var answer = new DecisionRule(Binary with { TypicalityLimit = 2 }).Decide(Batch([0.9f], 1, typicality), 0, null);
        Assert.AreEqual(expected, answer.Decision);
        Assert.AreEqual(expected == Decision.NotAChestXray, answer.Problem is not null);
    }

    [TestMethod]
    [DataRow(0L, Decision.Negative, "NORMAL")]
    [DataRow(2L, Decision.Positive, "VIRUS")]
    public void Decide_MultiClass_CountsAllButTheNegativeClass(long chosen, Decision expected, string label)
    {
        var answer = new DecisionRule(Manifests.Of(ClassificationTask.MultiClass)).Decide(Batch([0.5f, 0.2f, 0.3f], chosen), 0, null);
        Assert.AreEqual(expected, answer.Decision);
        Assert.AreEqual(label, answer.Label);
        Assert.AreEqual(0.5f, answer.Probability);
        Assert.AreEqual("NORMAL,VIRUS,BACTERIA", string.Join(',', answer.Ranked().Select(static s => s.Label)));
    }

    [TestMethod]
    public void Decide_MultiLabel_JoinsWhatIsOn()
    {
        var rule = new DecisionRule(Manifests.Of(ClassificationTask.MultiLabel));
        var both = rule.Decide(Batch([0.7f, 0.8f], 1) with { LabelFlags = [1, 1] }, 0, null);
        var none = rule.Decide(Batch([0.1f, 0.2f], -1) with { LabelFlags = [0, 0] }, 0, null);
        Assert.AreEqual("CONSOLIDATION|DIFFUSE", both.Label);
        Assert.AreEqual(Decision.Positive, both.Decision);
        Assert.AreEqual(0.8f, both.Probability);
        Assert.AreEqual("NONE", none.Label);
        Assert.AreEqual(Decision.Negative, none.Decision);
    }

    [TestMethod]
    public void Decide_SecondRow_ReadsItsOwnValues()
    {
        var batch = new ScoredBatch([0.1f, 0.9f], [0, 1], [1f, 3f], []);
        var answer = new DecisionRule(Binary).Decide(batch, 1, null);
        Assert.AreEqual(0.9f, answer.Probability);
        Assert.AreEqual(3f, answer.Typicality);
        Assert.AreEqual(Decision.Positive, answer.Decision);
    }

    private static ScoredBatch Batch(float[] probabilities, long chosen, float typicality = 1) => new(probabilities, [chosen], [typicality], []);
}
