using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Drifting;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Tests.Drifting;

[TestClass]
public sealed class DriftWatchTests
{
    private const int Window = 2000;

    // Tenths of a uniform distribution over 0…1, of 700 images.
    private static readonly ReferenceDistribution Tenths = new(
        [.. Enumerable.Range(1, 9).Select(static i => i / 10f)], [.. Enumerable.Repeat(0.1, 10)]);

    private static readonly ReferenceRecord Reference = new(700, Tenths, Tenths);

    [TestMethod]
    public void Report_SameDistribution_StableInNearlyEveryDraw()
    {
        var alarms = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            if (Watch(300, _ => (random.NextSingle(), random.NextSingle())).Report().State != DriftState.Stable) alarms++;
        }

        // Two looks at 1 in 1,000 each.
        Assert.IsLessThanOrEqualTo(3, alarms);
    }

    [TestMethod]
    [DataRow(1.0, 0.0, DriftState.Stable)]
    [DataRow(0.92, 0.0, DriftState.Moderate)]
    [DataRow(0.5, 0.5, DriftState.Drifted)]
    [DataRow(0.0, 3.0, DriftState.Drifted)]
    public void Report_TypicalityMoves_SaysHowFar(double scale, double shift, DriftState expected)
    {
        var random = new Random(7);
        var report = Watch(1500, _ => ((random.NextSingle() * (float)scale) + (float)shift, random.NextSingle())).Report();
        Assert.AreEqual(expected, report.State, report.ToString());
        Assert.IsLessThan(0.1, report.PsiScore!.Value);
    }

    [TestMethod]
    public void Report_FewImages_SaysNothing()
    {
        Assert.AreEqual(new DriftReport(DriftState.TooFew, 199, null, null), Watch(199, static _ => (9, 1)).Report());
        Assert.AreEqual(DriftState.Drifted, Watch(200, static _ => (9, 1)).Report().State);
    }

    [TestMethod]
    public void Report_WithoutReference_SaysSo()
    {
        var watch = new DriftWatch(null, Window);
        watch.Note(Answer(1, 1));
        Assert.AreEqual(new DriftReport(DriftState.NoReference, 0, null, null), watch.Report());
    }

    [TestMethod]
    public void Report_DriftEnds_ForgetsItAfterAWindow()
    {
        var watch = Watch(Window, static _ => (9, 1));
        var random = new Random(3);
        for (var i = 0; i < Window; i++) watch.Note(Answer(random.NextSingle(), random.NextSingle()));
        Assert.AreEqual(DriftState.Stable, watch.Report().State, watch.Report().ToString());
    }

    [TestMethod]
    public void Note_Strangers_CountForTypicalityAlone()
    {
        var watch = new DriftWatch(Reference, Window);
        for (var i = 0; i < 300; i++) watch.Note(Answer(9, 0.99f) with { Decision = Decision.NotAChestXray });
        var report = watch.Report();
        Assert.AreEqual(DriftState.Drifted, report.State);
        Assert.IsNull(report.PsiScore);
    }

    [TestMethod]
    public void Note_EightThreads_NoneIsLost()
    {
        const int Each = 10_000;
        var watch = new DriftWatch(Reference, 1_000_000);
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            for (var i = 0; i < Each; i++) watch.Note(Answer(i % 10 / 10f + 0.05f, 0.5f));
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.AreEqual(8 * Each, watch.Report().Count);
        Assert.AreEqual(0, watch.Report().PsiTypicality!.Value, 1e-9);
    }

    [TestMethod]
    public void Note_MillionAnswers_AllocatesNothing()
    {
        var watch = new DriftWatch(Reference, 400);
        var answer = Answer(0.5f, 0.5f);
        for (var i = 0; i < 1000; i++) watch.Note(answer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000_000; i++) watch.Note(answer);
        Assert.IsLessThan(1024, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsLessThanOrEqualTo(400, watch.Report().Count);
    }

    [TestMethod]
    public void Reset_AfterDrift_BeginsAnew()
    {
        var watch = Watch(1500, static _ => (9, 1));
        watch.Reset();
        Assert.AreEqual(new DriftReport(DriftState.TooFew, 0, null, null), watch.Report());
    }

    private static DriftWatch Watch(int images, Func<int, (float Typicality, float Score)> draw)
    {
        var watch = new DriftWatch(Reference, Window);
        for (var i = 0; i < images; i++)
        {
            var (typicality, score) = draw(i);
            watch.Note(Answer(typicality, score));
        }

        return watch;
    }

    private static Prediction Answer(float typicality, float score) => new() { Decision = Decision.Positive, Typicality = typicality, Probability = score };
}
