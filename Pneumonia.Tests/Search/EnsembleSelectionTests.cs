using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class EnsembleSelectionTests
{
    // Six rows, positive ones last. Each trial ranks one pair wrongly, and not the same one: their mean ranks all rightly.
    private static readonly float[] First = [0, 1, 5, 4, 6, 7];
    private static readonly float[] Second = [0, 6, 1, 5, 7, 8];

    private static readonly Targets Truth = new(
        ClassificationTask.Binary, ["N", "P"], [.. new[] { 0, 0, 0, 1, 1, 1 }.Select(static l => ImmutableArray.Create(l))]);

    private static readonly OutOfFoldScorer Auc = new(Truth, [], SearchMetric.Auc, 0.98);

    [TestMethod]
    public void Choose_SecondHeadOnTheSameNetwork_CostsNothingAndIsTaken()
    {
        var ensemble = Choose(new EnsembleOptions { MinGain = 0.001, MinGainPerCost = 100 }, _ => Shape("same"));

        Assert.AreSequenceEqual(new[] { 1, 2 }, ensemble.Members.Select(static m => m.Number));
        Assert.AreEqual(1, ensemble.Metric, 1e-9);
        Assert.AreEqual((First[1] + Second[1]) / 2, ensemble.OutOfFoldLogits[1], "The mean of the members' logits.");
    }

    [TestMethod]
    [DataRow(0.01, true)]
    [DataRow(0.5, false)]
    public void Choose_AnotherNetwork_IsTakenOnlyIfItEarnsItsCost(double gainPerCost, bool taken)
    {
        // The gain is 1 − 8/9 = 0.11, and the other network costs as much as the first.
        var ensemble = Choose(new EnsembleOptions { MinGain = 0, MinGainPerCost = gainPerCost }, s => Shape(s.Parameters["x"]));

        Assert.HasCount(taken ? 2 : 1, ensemble.Members);
        Assert.AreEqual(1, ensemble.Members[0].Number);
    }

    [TestMethod]
    public void Choose_NetworkOfAnotherInputSize_IsNotAsked()
        => Assert.HasCount(1, Choose(new EnsembleOptions { MinGain = 0, MinGainPerCost = 0 }, s => new NetworkShape(s.Parameters["x"], s.Parameters["x"] == "1" ? 160 : 224, 1)).Members);

    [TestMethod]
    [DataRow("1")]
    [DataRow("2")]
    public void Choose_NetworkThatJoinsNoOther_StaysAlone(string alone)
        => Assert.HasCount(1, Choose(new EnsembleOptions { MinGain = 0, MinGainPerCost = 0 }, s => Shape("same") with { JoinsOthers = s.Parameters["x"] != alone }).Members);

    [TestMethod]
    public void Choose_OneMemberAllowed_IsTheBestTrialAsItIs()
    {
        var ensemble = Choose(new EnsembleOptions { MaxMembers = 1 }, _ => Shape("same"));

        Assert.AreEqual(1, ensemble.Members.Single().Number);
        Assert.AreSequenceEqual(First, ensemble.OutOfFoldLogits);
    }

    [TestMethod]
    public void Choose_NothingGained_StaysWithTheBest()
    {
        var best = Trial(1, [0, 1, 2, 3, 4, 5]);
        var ensemble = EnsembleSelection.Choose([best, Trial(2, Second)], _ => Shape("same"), Auc, new EnsembleOptions());

        Assert.AreEqual(1, ensemble.Members.Single().Number);
    }

    [TestMethod]
    public void Choose_FailedAndPartialTrials_AreNoMembers()
    {
        var failed = Trial(3, First) with { Error = "out of memory" };
        var partial = Trial(4, Second);
        partial = partial with { Settings = partial.Settings with { Fidelity = 0.1 } };

        var ensemble = EnsembleSelection.Choose([Trial(1, First), failed, partial], _ => Shape("same"), Auc, new EnsembleOptions { MinGain = 0 });

        Assert.IsTrue(ensemble.Members.All(static m => m.Number == 1));
    }

    private static Ensemble Choose(EnsembleOptions options, Func<TrialSettings, NetworkShape> shape)
        => EnsembleSelection.Choose([Trial(1, First), Trial(2, Second)], shape, Auc, options with { MaxMembers = Math.Min(options.MaxMembers, 2) });

    private static NetworkShape Shape(string body) => new(body, 160, 100);

    private static TrialResult Trial(int number, float[] logits) => new()
    {
        Number = number,
        Settings = new TrialSettings("fake", TrialParameters.Empty.With("x", number)),
        Metric = Auc.Score(logits).Metric,
        Duration = TimeSpan.Zero,
        PeakMemory = 0,
        OutOfFoldLogits = [.. logits],
    };
}
