using System.Collections.Immutable;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Screening.Duplicates;
using Pneumonia.Training.Screening.Rules;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class VerdictsTests
{
    // Rows 0 and 1: one patient on two sides. 2 and 3: one look, two patients. 4 and 5: one look, two labels. 6: alone.
    private static readonly DataSet Data = Samples.Binary(
        Samples.Of("a.png", "p1", DataSplit.Train, 0), Samples.Of("b.png", "p1", DataSplit.Test, 0), Samples.Of("c.png", "p2", DataSplit.Train, 0),
        Samples.Of("d.png", "p3", DataSplit.Train, 0), Samples.Of("e.png", "p4", DataSplit.Train, 0), Samples.Of("f.png", "p5", DataSplit.Train, 1),
        Samples.Of("g.png", "p6", DataSplit.Train, 1));

    private static readonly ImmutableArray<string?> Hashes = [.. Enumerable.Range(0, 7).Select(static i => $"{i}")];

    [TestMethod]
    public void Add_Report_LeavesNothingOutAndSaysSo()
    {
        var report = Judge(ScreeningPolicy.Report);
        Assert.AreEqual(0, report.LeftOut);
        Assert.IsEmpty(report.Failures);
        Assert.AreSequenceEqual(
            new[] { ScreeningKind.NearDuplicate, ScreeningKind.ContradictoryDuplicate, ScreeningKind.PatientAcrossSplits }, report.Findings.Select(static f => f.Kind).ToArray());
        Assert.AreEqual("Reported only.", report.Findings[0].Done);
    }

    [TestMethod]
    public void Add_Exclude_KeepsTheFirstOfAPairBothOfAContradictionAndTheEarlierSide()
    {
        var report = Judge(ScreeningPolicy.Exclude);
        Assert.AreSequenceEqual(
            new[] { "b.png", "d.png", "e.png", "f.png" }, report.Findings.SelectMany(static f => f.LeftOut).Select(static i => i.Name).Order(StringComparer.Ordinal).ToArray());
        Assert.AreEqual(4, report.LeftOut);
        Assert.AreEqual("Left out but for 1 image.", report.Findings[0].Done);
    }

    [TestMethod]
    public void Add_FailOfOneKind_FailsThatKindAlone()
    {
        var report = Judge(ScreeningPolicy.Report, (ScreeningKind.PatientAcrossSplits, ScreeningPolicy.Fail));
        Assert.AreEqual(ScreeningKind.PatientAcrossSplits, report.Failures.Single().Kind);
        var fault = Assert.ThrowsExactly<DataSetException>(() => report.ThrowIfFailed("the set"));
        Assert.Contains("patients across splits, 'a.png', 'b.png': Patient 'p1' has images in Train and Test", fault.Message);
    }

    [TestMethod]
    public void Add_Information_IsNeverMoreThanReported()
    {
        var verdicts = new Verdicts(Data, new ScreeningOptions { Policy = ScreeningPolicy.Fail });
        verdicts.Add([new Suspicion(ScreeningKind.ExactDuplicate, false, [2, 3], "Twice.") { Excludes = [3], Otherwise = "Settled." }]);
        var report = verdicts.ToReport();
        Assert.IsEmpty(report.Failures);
        Assert.AreEqual("Settled.", report.Findings.Single().Done);
    }

    private static ScreeningReport Judge(ScreeningPolicy policy, params (ScreeningKind Kind, ScreeningPolicy Policy)[] single)
    {
        var options = new ScreeningOptions { Policy = policy, Policies = single.ToImmutableDictionary(static s => s.Kind, static s => s.Policy) };
        var images = Enumerable.Range(0, 7).Select(static i => new ScreenedImage(SomeTraits.Good with { Hash = Look(i is 3 or 5 ? i - 1 : i) })).ToArray();
        var verdicts = new Verdicts(Data, options);
        verdicts.Add(DuplicateRules.Near(Data, Hashes, images, options, CancellationToken.None));
        verdicts.Add(DataSetRules.Patients(Data));
        return verdicts.ToReport();
    }

    private static PerceptualHash Look(int seed)
    {
        var random = new Random(seed);
        return new PerceptualHash((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
    }
}
