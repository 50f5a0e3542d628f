using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class PatientBootstrapTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private static readonly double[] Values = [.. Enumerable.Range(0, 200).Select(i => (double)(i * 37 % 200))];

    [TestMethod]
    public void Interval_OfAMean_AgreesWithTheStandardError()
    {
        var interval = PatientBootstrap.Interval(200, null, Mean, seed: 3, replicates: 2000, cancellation: Token);
        // Uniform on 0…199: mean 99.5, standard error 57.7/√200 = 4.08.
        Assert.AreEqual(99.5 - 1.96 * 4.08, interval.Lower, 1);
        Assert.AreEqual(99.5 + 1.96 * 4.08, interval.Upper, 1);
        Assert.AreEqual(IntervalMethod.PatientBootstrap, interval.Method);
    }

    [TestMethod]
    public void Interval_ImagesOfAPatientAlike_IsWider()
    {
        // Sixteen copies of each patient's value: the width grows about fourfold.
        double Width(string[]? patients)
        {
            var interval = PatientBootstrap.Interval(800, patients, rows => MeanOf(rows, row => row / 16), 3, 500, cancellation: Token);
            return interval.Upper - interval.Lower;
        }
        var patients = Enumerable.Range(0, 800).Select(i => $"p{i / 16}").ToArray();
        Assert.AreEqual(4, Width(patients) / Width(null), 0.8);
    }

    [TestMethod]
    public void Interval_SameSeed_IsTheSame()
    {
        Assert.AreEqual(PatientBootstrap.Interval(200, null, Mean, 3, 50, cancellation: Token), PatientBootstrap.Interval(200, null, Mean, 3, 50, cancellation: Token));
        Assert.AreNotEqual(PatientBootstrap.Interval(200, null, Mean, 3, 50, cancellation: Token), PatientBootstrap.Interval(200, null, Mean, 4, 50, cancellation: Token));
    }

    [TestMethod]
    public void Interval_OnePatientOrUndefinedMetric_IsNaN()
    {
        Assert.AreEqual(double.NaN, PatientBootstrap.Interval(3, ["a", "a", "a"], Mean, 1, cancellation: Token).Lower);
        Assert.AreEqual(double.NaN, PatientBootstrap.Interval(0, null, Mean, 1, cancellation: Token).Lower);
        Assert.AreEqual(double.NaN, PatientBootstrap.Interval(200, null, _ => double.NaN, 1, cancellation: Token).Upper);
    }

    [TestMethod]
    public void Interval_Cancelled_Stops()
        => Assert.ThrowsExactly<OperationCanceledException>(
            () => PatientBootstrap.Interval(200, null, Mean, 1, cancellation: new CancellationToken(true)));

    private static double Mean(ReadOnlySpan<int> rows) => MeanOf(rows, row => Values[row]);

    private static double MeanOf(ReadOnlySpan<int> rows, Func<int, double> value)
    {
        double sum = 0;
        foreach (var row in rows)
            sum += value(row);
        return sum / rows.Length;
    }
}
