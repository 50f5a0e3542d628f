using System.Collections.Immutable;
using CsCheck;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class GroupedStratifiedSplitTests
{
    /// <summary>Patients of one class with 1 to 6 images, at least ten patients a class.</summary>
    private static readonly Gen<ImageSample[]> SingleClass =
        from sizes in Gen.Int[1, 6].Array[10, 80].Array[2, 4]
        select Build(sizes.SelectMany((patients, c) => patients.Select(size => Enumerable.Repeat(new[] { c }, size).ToArray())));

    /// <summary>Patients with 1 to 5 images of any set of four findings, none included.</summary>
    private static readonly Gen<ImageSample[]> MultiLabel =
        from patients in Gen.Int[0, 15].Array[1, 5].Array[60, 150]
        select Build(patients.Select(images => images.Select(LabelsOf).ToArray()));

    [TestMethod]
    public void Folds_AnySamples_CoverRowsOnceAndCutNoPatient()
        => Gen.Select(Gen.OneOf(SingleClass, MultiLabel), Gen.Int[2, 8], Gen.Int).Sample((samples, k, seed) =>
        {
            PatientFolds folds = GroupedStratifiedSplit.Folds(samples, k, seed);
            int[] all = [.. folds.Folds.SelectMany(f => f)];
            Assert.AreSequenceEqual(Enumerable.Range(0, samples.Length).ToArray(), all.Order().ToArray());
            Assert.IsTrue(folds.Folds.All(f => f.Zip(f.Skip(1)).All(p => p.First < p.Second)), "ascending");
            int[] foldOf = FoldOfRow(folds, samples.Length);
            foreach (var patient in samples.Index().GroupBy(s => s.Item.Patient))
                Assert.HasCount(1, patient.Select(s => foldOf[s.Index]).Distinct());
        }, iter: 100);

    [TestMethod]
    public void Folds_SingleClassPatients_ClassesInProportion()
        => Gen.Select(SingleClass, Gen.Int[2, 8], Gen.Int).Sample((samples, k, seed) =>
        {
            PatientFolds folds = GroupedStratifiedSplit.Folds(samples, k, seed);
            Assert.HasCount(k, folds.Folds);
            AssertInProportion(samples, folds.Folds.Select(f => (f, 1.0 / k)));
        }, iter: 200);

    [TestMethod]
    public void Folds_MultiLabel_EveryFindingInProportion()
        => Gen.Select(MultiLabel, Gen.Int[2, 5], Gen.Int).Sample((samples, k, seed) =>
        {
            PatientFolds folds = GroupedStratifiedSplit.Folds(samples, k, seed);
            AssertInProportion(samples, folds.Folds.Select(f => (f, 1.0 / folds.Folds.Length)));
        }, iter: 100);

    [TestMethod]
    public void Holdout_AnySamples_DisjointAndInProportion()
        => Gen.Select(SingleClass, Gen.Double[0.1, 0.5], Gen.Int).Sample((samples, fraction, seed) =>
        {
            PatientHoldout cut = GroupedStratifiedSplit.Holdout(samples, fraction, seed);
            Assert.AreSequenceEqual(Enumerable.Range(0, samples.Length).ToArray(), cut.Kept.Concat(cut.HeldOut).Order().ToArray());
            Assert.IsEmpty(cut.Kept.Select(r => samples[r].Patient).Intersect(cut.HeldOut.Select(r => samples[r].Patient)));
            AssertInProportion(samples, [(cut.Kept, 1 - fraction), (cut.HeldOut, fraction)]);
        }, iter: 200);

    [TestMethod]
    public void Folds_PermutedInput_SamePatientsInSameFolds()
        => Gen.Select(Gen.OneOf(SingleClass, MultiLabel), Gen.Int[2, 6], Gen.Int).Sample((samples, k, seed) =>
        {
            ImageSample[] shuffled = [.. samples];
            new Random(seed).Shuffle(shuffled);
            Assert.AreSequenceEqual(FoldOfPatient(samples, k, seed), FoldOfPatient(shuffled, k, seed));
        }, iter: 50);

    [TestMethod]
    public void Folds_OtherSeed_OtherFolds()
    {
        ImageSample[] samples = Samples.Patients(40, 60, 1, 2, 3);
        Assert.AreSequenceEqual(FoldOfPatient(samples, 5, 7), FoldOfPatient(samples, 5, 7));
        Assert.AreNotSequenceEqual(FoldOfPatient(samples, 5, 7), FoldOfPatient(samples, 5, 8));
    }

    [TestMethod]
    public void Holdout_LargeAndSmallPatients_BothOnBothSides()
    {
        ImageSample[] samples = Samples.Patients(100, 100, 1, 1, 1, 10);
        PatientHoldout cut = GroupedStratifiedSplit.Holdout(samples, 0.15, 1);
        double all = samples.CountBy(s => s.Patient).Average(p => p.Value);
        double held = cut.HeldOut.Select(r => samples[r]).CountBy(s => s.Patient).Average(p => p.Value);
        Assert.AreEqual(all, held, 0.35 * all);
    }

    [TestMethod]
    public void Folds_GiantPatientsOfBothClasses_EveryFoldStillHasEveryClass()
    {
        // The fold of the other class's giant is full already, so balance alone would pass it by.
        ImageSample[] samples = [.. Giant(0, others: 100), .. Giant(1, others: 4)];
        PatientFolds folds = GroupedStratifiedSplit.Folds(samples, 5, 3);
        Assert.IsTrue(folds.Folds.All(f => f.Any(r => samples[r].Labels[0] == 1) && f.Any(r => samples[r].Labels[0] == 0)));
    }

    [TestMethod]
    public void Folds_RareClass_FewerFoldsWithNote()
    {
        PatientFolds folds = GroupedStratifiedSplit.Folds(Samples.Patients(20, 3, 2), 5, 1, ["NORMAL", "PNEUMONIA"]);
        Assert.HasCount(3, folds.Folds);
        Samples.AssertNote(folds.Notes, NoteSeverity.Warning, "3 folds instead of 5: class 'PNEUMONIA' has 3 patients");
    }

    [TestMethod]
    public void Folds_ClassWithOnePatient_Throws()
    {
        DataSetException e = Assert.ThrowsExactly<DataSetException>(
            () => GroupedStratifiedSplit.Folds(Samples.Patients(20, 1, 2), 5, 1, ["NORMAL", "PNEUMONIA"]));
        Samples.AssertFault(e, "class 'PNEUMONIA' has one patient; at least two are needed");
        Assert.ThrowsExactly<DataSetException>(() => GroupedStratifiedSplit.Holdout([], 0.5, 1));
    }

    [TestMethod]
    public void Arguments_OutOfRange_Refused()
    {
        ImageSample[] samples = Samples.Patients(5, 5, 1);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GroupedStratifiedSplit.Folds(samples, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GroupedStratifiedSplit.Holdout(samples, 0, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GroupedStratifiedSplit.Holdout(samples, double.NaN, 1));
    }

    private static IEnumerable<ImageSample> Giant(int label, int others) =>
    [
        .. Enumerable.Range(0, 300).Select(i => Samples.Of($"giant{label}/{i}", $"giant{label}", DataSplit.Unassigned, label)),
        .. Enumerable.Range(0, others).Select(i => Samples.Of($"small{label}/{i}", $"small{label} {i}", DataSplit.Unassigned, label)),
    ];

    /// <summary>No side may miss its part of a class by more than the two largest patients hold of it.</summary>
    private static void AssertInProportion(ImageSample[] samples, IEnumerable<(ImmutableArray<int> Rows, double Share)> sides)
    {
        (ImmutableArray<int> Rows, double Share)[] all = [.. sides];
        foreach (int c in samples.SelectMany(s => s.Labels).Distinct())
        {
            int total = samples.Count(s => s.Labels.Contains(c));
            int slack = samples.Where(s => s.Labels.Contains(c)).CountBy(s => s.Patient).Select(p => p.Value).OrderDescending().Take(2).Sum();
            foreach ((ImmutableArray<int> rows, double share) in all)
            {
                int count = rows.Count(r => samples[r].Labels.Contains(c));
                Assert.IsLessThanOrEqualTo(slack, Math.Abs(count - (share * total)), $"class {c}: {count} of {total}, share {share:F3}, slack {slack}");
                Assert.IsGreaterThan(0, count, $"class {c} is missing");
            }
        }
    }

    private static ImageSample[] Build(IEnumerable<int[][]> patients) =>
    [
        .. patients.SelectMany((images, p) => images.Select((labels, i) => Samples.Of($"{p}/{i}", $"p{p}", DataSplit.Unassigned, labels))),
    ];

    /// <summary>Four bits of unequal frequency: the last needs two chances at once.</summary>
    private static int[] LabelsOf(int bits) => [.. Enumerable.Range(0, 3).Where(b => (bits & (1 << b)) != 0), .. bits > 13 ? new[] { 3 } : []];

    private static int[] FoldOfRow(PatientFolds folds, int count)
    {
        var foldOf = new int[count];
        foreach ((int f, ImmutableArray<int> rows) in folds.Folds.Index())
        {
            foreach (int row in rows)
                foldOf[row] = f;
        }

        return foldOf;
    }

    private static string[] FoldOfPatient(ImageSample[] samples, int k, int seed)
    {
        int[] foldOf = FoldOfRow(GroupedStratifiedSplit.Folds(samples, k, seed), samples.Length);
        return [.. samples.Select((s, row) => $"{s.Patient} → {foldOf[row]}").Distinct().Order(StringComparer.Ordinal)];
    }
}
