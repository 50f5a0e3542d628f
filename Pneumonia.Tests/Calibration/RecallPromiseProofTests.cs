using MathNet.Numerics.Distributions;
using Pneumonia.Training.Calibration;

namespace Pneumonia.Tests.Calibration;

/// <summary>
/// The promise put to the test: thousands of calibration sets from known distributions, and at each threshold chosen the TRUE
/// recall. It may fall below the target in at most 1 − confidence of the sets (plus three standard errors of the simulation).
/// </summary>
[TestClass]
public sealed class RecallPromiseProofTests
{
    private const int Sets = 2000;

    [TestMethod]
    [DataRow(0.95, 0.95, 59)]
    [DataRow(0.95, 0.95, 150)]
    [DataRow(0.98, 0.95, 400)]
    [DataRow(0.90, 0.80, 100)]
    [DataRow(0.99, 0.90, 300)]
    public void Choose_IndependentImages_BreaksNoMoreThanItMay(double target, double confidence, int positives)
    {
        var outcome = Simulate(new() { Target = target, Confidence = confidence }, seed => OneImageEach(seed, positives), TrueRecall);
        outcome.MustHold(confidence);
        // Not vacuous: always certified, and no more recall is bought than the order statistic's Beta law says, whose mean this is
        // (the half step down to the next score adds a little).
        Assert.AreEqual(1, outcome.Certified);
        var expected = 1 - (MissBudget.Allowed(positives, target, confidence) + 1.0) / (positives + 1);
        Assert.AreEqual(expected, outcome.MeanRecall, 0.35 / positives + 0.001);
        // Nor is it slack: the promise is broken about as often as discreteness lets it be.
        var exact = Binomial.CDF(1 - target, positives, MissBudget.Allowed(positives, target, confidence));
        Assert.IsGreaterThan(exact / 4, outcome.Broken);
    }

    [TestMethod]
    public void Choose_ScoresWithAtoms_BreaksNoMoreThanItMay()
    {
        // Ten values only, the lowest with probabilities .02, .04, …
        double[] masses = [0.02, 0.04, 0.05, 0.06, 0.08, 0.1, 0.1, 0.15, 0.2, 0.2];
        var outcome = Simulate(
            new() { Target = 0.9, Confidence = 0.9 },
            seed =>
            {
                var random = new Random(seed);
                var p = Enumerable.Range(0, 200).Select(_ => (Categorical.Sample(random, masses) + 1) / 11f).ToArray();
                return (p, [.. Enumerable.Repeat(1, 200)], null);
            },
            threshold => masses.Where((_, value) => (value + 1) / 11f >= threshold).Sum());
        outcome.MustHold(0.9);
    }

    [TestMethod]
    [DataRow(ClusterRule.OneImageAPatient, 0.95, 0.95, 150)]
    [DataRow(ClusterRule.OneImageAPatient, 0.90, 0.90, 60)]
    [DataRow(ClusterRule.DesignEffect, 0.95, 0.95, 150)]
    [DataRow(ClusterRule.DesignEffect, 0.90, 0.90, 60)]
    public void Choose_PatientsWithSeveralImages_BreaksNoMoreThanItMay(ClusterRule rule, double target, double confidence, int patients)
    {
        var options = new PromiseOptions { Target = target, Confidence = confidence, Clusters = rule };
        var outcome = Simulate(options, seed => Clustered(seed, patients, named: true), TrueRecall);
        outcome.MustHold(confidence);
        Assert.IsGreaterThan(0.95, outcome.Certified);
        Assert.IsLessThan(1 - (1 - target) / 10, outcome.MeanRecall);
    }

    [TestMethod]
    public void Choose_PatientsNotGiven_BreaksItFarTooOften()
    {
        // What the rules above are for; and proof that these tests can fail.
        var outcome = Simulate(new() { Target = 0.95, Confidence = 0.95 }, seed => Clustered(seed, 150, named: false), TrueRecall);
        Assert.IsGreaterThan(0.10, outcome.Broken);
    }

    [TestMethod]
    public void Choose_SickPatientsHaveMoreImages_StillHoldsPerPatient()
    {
        // Number of images depends on the patient's own effect: only one image a patient is exact here.
        var outcome = Simulate(new() { Target = 0.95, Confidence = 0.95 }, seed =>
        {
            var random = new Random(seed);
            var (p, who) = (new List<float>(), new List<string>());
            for (var patient = 0; patient < 150; patient++)
            {
                var own = Normal.Sample(random, 0, Math.Sqrt(0.7));
                for (var image = 0; image < (own < 0 ? 1 : 6); image++)
                {
                    p.Add((float)LogisticFunctions.Sigmoid(Mean + own + Normal.Sample(random, 0, Math.Sqrt(0.3))));
                    who.Add($"p{patient}");
                }
            }
            return ([.. p], [.. Enumerable.Repeat(1, p.Count)], [.. who]);
        }, TrueRecall);
        outcome.MustHold(0.95);
    }

    [TestMethod]
    public void Choose_EmpiricalThreshold_WouldBreakItHalfTheTime()
    {
        var broken = Enumerable.Range(0, Sets).Count(seed =>
        {
            var (p, _, _) = OneImageEach(seed, 400);
            return TrueRecall(p.Take(400).Order().ElementAt(MissBudget.Empirical(400, 0.98))) < 0.98;
        });
        Assert.IsGreaterThan(0.4, broken / (double)Sets);
    }

    private const double Mean = 1;

    /// <summary>Positives' logits are normal with mean 1 and variance 1, whether or not patients share a part of it.</summary>
    private static double TrueRecall(float threshold)
        => threshold <= 0 ? 1 : 1 - Normal.CDF(Mean, 1, LogisticFunctions.Logit(threshold));

    private static (float[] P, int[] Y, string[]? Patients) OneImageEach(int seed, int positives)
    {
        var random = new Random(seed);
        var p = new float[positives + 50];
        for (var i = 0; i < p.Length; i++)
            p[i] = (float)LogisticFunctions.Sigmoid(Normal.Sample(random, i < positives ? Mean : -Mean, 1));
        return (p, [.. p.Select((_, i) => i < positives ? 1 : 0)], null);
    }

    /// <summary>One to six images a patient; 70% of the variance is the patient's own.</summary>
    private static (float[] P, int[] Y, string[]? Patients) Clustered(int seed, int patients, bool named)
    {
        var random = new Random(seed);
        var (p, who) = (new List<float>(), new List<string>());
        for (var patient = 0; patient < patients; patient++)
        {
            var own = Normal.Sample(random, 0, Math.Sqrt(0.7));
            for (var image = random.Next(6); image >= 0; image--)
            {
                p.Add((float)LogisticFunctions.Sigmoid(Mean + own + Normal.Sample(random, 0, Math.Sqrt(0.3))));
                who.Add($"p{patient}");
            }
        }
        return ([.. p], [.. Enumerable.Repeat(1, p.Count)], named ? [.. who] : null);
    }

    private static Outcome Simulate(
        PromiseOptions options, Func<int, (float[] P, int[] Y, string[]? Patients)> draw, Func<float, double> trueRecall)
    {
        int broken = 0, certified = 0;
        double sum = 0;
        for (var seed = 0; seed < Sets; seed++)
        {
            var (p, y, patients) = draw(seed);
            var result = RecallPromise.Choose(p, y, patients, options);
            var recall = trueRecall(result.Threshold);
            sum += recall;
            certified += result.Certified ? 1 : 0;
            broken += result.Certified && recall < options.Target ? 1 : 0;
        }
        return new Outcome(broken / (double)Sets, certified / (double)Sets, sum / Sets);
    }

    private sealed record Outcome(double Broken, double Certified, double MeanRecall)
    {
        public void MustHold(double confidence)
        {
            var allowed = 1 - confidence + 3 * Math.Sqrt(confidence * (1 - confidence) / Sets);
            Assert.IsLessThanOrEqualTo(allowed, Broken, $"Broken in {Broken:P1} of {Sets} sets; {this}");
        }
    }
}
