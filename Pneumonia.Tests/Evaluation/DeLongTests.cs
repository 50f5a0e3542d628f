using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class DeLongTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private static readonly int[] Y = ReferenceData.Labels;

    // NumPy, straight from the definition: V[i, j] = (p_i > p_j) + .5 (p_i == p_j) over positives i and negatives j;
    // S = np.cov(V_a.mean(1), V_b.mean(1)) / m + np.cov(V_a.mean(0), V_b.mean(0)) / n
    [TestMethod]
    public void Compare_ReferenceData_MatchesNumPy()
    {
        Assert.AreEqual(0.005317996819858737, DeLong.Variance(ReferenceData.P, Y), 1e-15);
        Assert.AreEqual(0.005758482096262642, DeLong.Variance(ReferenceData.Q, Y), 1e-15);
        var compared = DeLong.Compare(ReferenceData.P, ReferenceData.Q, Y);
        Assert.AreEqual(0.5862268518518519, compared.B, 1e-14);
        Assert.AreEqual(0.3853128384609784, compared.Statistic, 1e-12);
        Assert.AreEqual(0.7000056507759489, compared.PValue, 1e-12);
        Assert.IsTrue(compared.Interval.Contains(0));
    }

    [TestMethod]
    public void Variance_RandomScores_MatchesTheNaiveDefinition()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (p, y) = ReferenceData.Random(60 + seed, seed);
            // Rounded, so that there are ties across the classes.
            var tied = p.Select(value => MathF.Round(value, 1)).ToArray();
            Assert.AreEqual(Naive(tied, y), DeLong.Variance(tied, y), 1e-14);
        }
    }

    [TestMethod]
    public void Interval_ManyImages_AgreesWithTheBootstrap()
    {
        var (p, y) = ReferenceData.Random(400, 8, shift: 2.5);
        var formula = DeLong.Interval(p, y);
        var logit = DeLong.Interval(p, y, logit: true);
        var drawn = PatientBootstrap.Interval(p.Length, null, rows =>
        {
            var (s, l) = (new float[rows.Length], new int[rows.Length]);
            for (var i = 0; i < rows.Length; i++)
                (s[i], l[i]) = (p[rows[i]], y[rows[i]]);
            return Metrics.RocAuc(s, l);
        }, seed: 1, replicates: 600, cancellation: Token);
        Assert.AreEqual(formula.Lower, drawn.Lower, 0.006);
        Assert.AreEqual(formula.Upper, drawn.Upper, 0.006);
        Assert.AreEqual(formula.Lower, logit.Lower, 0.006);
        // The logit interval is the longer one towards ½.
        Assert.IsLessThan(formula.Lower, logit.Lower);
        Assert.AreEqual(IntervalMethod.DeLongLogit, logit.Method);
    }

    [TestMethod]
    public void Interval_Simulated_CoversTheTrueArea()
    {
        var truth = MathNet.Numerics.Distributions.Normal.CDF(0, 1, 1.5 / Math.Sqrt(2));
        var covered = Enumerable.Range(0, 500).Count(seed =>
        {
            var (p, y) = ReferenceData.Random(150, 1000 + seed);
            return DeLong.Interval(p, y).Contains(truth);
        });
        Assert.AreEqual(0.95, covered / 500.0, 0.03);
    }

    [TestMethod]
    public void Interval_PerfectRanking_IsNotOfWidthZero()
    {
        var interval = DeLong.Interval([0.1f, 0.2f, 0.3f, 0.8f, 0.9f], [0, 0, 0, 1, 1]);
        Assert.AreEqual(IntervalMethod.DisjointPairs, interval.Method);
        Assert.AreEqual(Math.Pow(0.025, 0.5), interval.Lower, 1e-9);
        Assert.AreEqual(1, interval.Upper);
    }

    [TestMethod]
    public void Interval_TooFewImages_IsNaN()
    {
        Assert.AreEqual(double.NaN, DeLong.Interval([0.1f, 0.2f], [0, 0]).Lower);
        Assert.AreEqual(double.NaN, DeLong.Interval([0.1f, 0.2f, 0.3f], [0, 1, 0]).Lower);
        Assert.AreEqual(double.NaN, DeLong.Interval([], []).Upper);
    }

    [TestMethod]
    public void Compare_SameModelTwice_IsNoDifference()
    {
        var compared = DeLong.Compare(ReferenceData.P, ReferenceData.P, Y);
        Assert.AreEqual(0, compared.Difference);
        Assert.AreEqual(1, compared.PValue, 1e-12);
    }

    [TestMethod]
    public void Compare_NoVarianceButADifference_IsNaN()
        => Assert.AreEqual(double.NaN, DeLong.Compare([1, 1, 0, 0], [1, 1, 1, 1], [1, 1, 0, 0]).PValue);

    private static double Naive(float[] p, int[] y)
    {
        double Wins(float a, float b) => a > b ? 1 : a == b ? 0.5 : 0;
        var positives = p.Where((_, i) => y[i] == 1).ToArray();
        var negatives = p.Where((_, i) => y[i] == 0).ToArray();
        var tens = positives.Select(a => negatives.Average(b => Wins(a, b))).ToArray();
        var ones = negatives.Select(b => positives.Average(a => Wins(a, b))).ToArray();
        return MathNet.Numerics.Statistics.Statistics.Variance(tens) / tens.Length
            + MathNet.Numerics.Statistics.Statistics.Variance(ones) / ones.Length;
    }
}
