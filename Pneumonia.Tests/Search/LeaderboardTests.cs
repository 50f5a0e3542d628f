using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class LeaderboardTests
{
    [TestMethod]
    public void Ranked_Any_PutsFullTrainingThenMetricThenTheEarlierFirst()
    {
        TrialResult[] history =
        [
            Of(1, 0.7, 1), Of(2, 0.99, 1.0 / 3), Of(3, 0.8, 1), Of(4, 0.8, 1), Of(5, double.NaN, 1), Of(6, 0.999, 1) with { Error = "failed" }, Of(7, 0.98, 1.0 / 9),
        ];

        Assert.AreSequenceEqual(new[] { 3, 4, 1, 2, 7 }, Leaderboard.Ranked(history).Select(static r => r.Number).ToArray());
    }

    [TestMethod]
    public void Best_NoneEndedWell_IsNull() => Assert.IsNull(Leaderboard.Best([Of(1, double.NaN, 1)]));

    private static TrialResult Of(int number, double metric, double fidelity)
        => CostAwareTunerTests.Result(new TrialSettings("fake", TrialParameters.Empty, fidelity), number, metric);
}
