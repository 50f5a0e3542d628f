using CsCheck;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

/// <summary>Of every plan: each row is in exactly one part, no patient in two, and names and order of the files decide nothing.</summary>
[TestClass]
public sealed class SplitPlannerProperties
{
    // Patients of one class with 1 to 5 images: enough of each class that no part is left without.
    private static readonly Gen<ImageSample[]> Patients =
        from normal in Gen.Int[1, 5].Array[30, 90]
        from sick in Gen.Int[1, 5].Array[30, 90]
        select Build(normal, 0).Concat(Build(sick, 1)).ToArray();

    private static readonly Gen<SplitOptions> Options = Gen.Select(
        Gen.Double[0.1, 0.4], Gen.Double[0.1, 0.4], Gen.Int[2, 6], Gen.Int,
        static (test, calibration, folds, seed) => new SplitOptions { TestFraction = test, CalibrationFraction = calibration, Folds = folds, Seed = seed });

    [TestMethod]
    public void Plan_AnyPatients_EveryRowOnceAndNoPatientCut() => Gen.Select(Patients, Options).Sample(static (samples, options) =>
    {
        var plan = SplitPlanner.Plan(Samples.Binary(samples), options);
        DataRows[] parts = [plan.Train, plan.Calibration, plan.Test];
        Assert.AreSequenceEqual(Enumerable.Range(0, samples.Length).ToArray(), parts.SelectMany(static p => p.Rows).Order().ToArray());
        foreach (var patient in samples.Index().GroupBy(static s => s.Item.Patient))
            Assert.HasCount(1, parts.Where(p => patient.Any(s => p.Rows.Contains(s.Index))), patient.Key);
        // Folds are positions within the training part.
        Assert.AreSequenceEqual(Enumerable.Range(0, plan.Train.Count).ToArray(), plan.Train.Folds.SelectMany(static f => f).Order().ToArray());
        foreach (var patient in Enumerable.Range(0, plan.Train.Count).GroupBy(i => plan.Train.Samples[i].Patient))
            Assert.HasCount(1, plan.Train.Folds.Where(f => patient.Any(f.Contains)), patient.Key);
    }, iter: 60);

    [TestMethod]
    public void Plan_AnyPatients_ClassSharesAreKept() => Gen.Select(Patients, Options).Sample(static (samples, options) =>
    {
        var plan = SplitPlanner.Plan(Samples.Binary(samples), options);
        var share = Share(samples);
        foreach (var part in new DataRows[] { plan.Train, plan.Calibration, plan.Test })
            Assert.AreEqual(share, Share(part.Samples), 0.2, "A part's share of the sick.");
        // Patients come whole, so a part may miss its size by a few of the largest.
        Assert.AreEqual(options.TestFraction * samples.Length, plan.Test.Count, 12);
    }, iter: 60);

    [TestMethod]
    public void Plan_RowsInAnotherOrder_SamePatientsInSameParts() => Gen.Select(Patients, Options).Sample(static (samples, options) =>
    {
        ImageSample[] shuffled = [.. samples];
        new Random(options.Seed).Shuffle(shuffled);
        Assert.AreEqual(Parts(samples, options), Parts(shuffled, options));
    }, iter: 40);

    private static IEnumerable<ImageSample> Build(int[] sizes, int label)
        => sizes.SelectMany((size, p) => Enumerable.Range(0, size).Select(i => Samples.Of($"{label}-{p:D3}-{i}.png", $"{label}-{p:D3}", DataSplit.Unassigned, label)));

    private static double Share(IEnumerable<ImageSample> samples) => samples.Average(static s => s.Labels[0]);

    private static string Parts(ImageSample[] samples, SplitOptions options)
    {
        var plan = SplitPlanner.Plan(Samples.Binary(samples), options);
        return string.Join('|', new DataRows[] { plan.Train, plan.Calibration, plan.Test }
            .Select(static p => string.Join(',', p.Samples.Select(static s => s.Patient).Distinct().Order(StringComparer.Ordinal))));
    }
}
