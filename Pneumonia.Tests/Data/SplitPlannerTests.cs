using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class SplitPlannerTests
{
    [TestMethod]
    public void Plan_NoOfficialParts_HoldsOutWholePatients()
    {
        DataSet data = Samples.Binary(Samples.Patients(100, 200, 1, 2, 4));
        DataPlan plan = SplitPlanner.Plan(data);
        AssertPartition(data, plan);
        Assert.AreEqual(0.15, (double)plan.Test.Count / data.Samples.Length, 0.02);
        Assert.AreEqual(0.15, (double)plan.Calibration.Count / (plan.Train.Count + plan.Calibration.Count), 0.02);
        HashSet<string>[] patients = [Patients(plan.Train), Patients(plan.Calibration), Patients(plan.Test)];
        Assert.AreEqual(300, patients.Sum(p => p.Count), "each patient is in one part");
        Assert.HasCount(plan.Train.CountPatients(), patients[0]);
        Assert.HasCount(5, plan.Train.Folds);
        Assert.AreEqual(plan.Train.Count, plan.Train.Folds.Sum(f => f.Length));
    }

    [TestMethod]
    public void Plan_SameSeed_SamePlan()
    {
        DataSet data = Samples.Binary(Samples.Patients(50, 80, 1, 3));
        Assert.AreSequenceEqual(SplitPlanner.Plan(data).Train.Rows.ToArray(), SplitPlanner.Plan(data).Train.Rows.ToArray());
        Assert.AreNotSequenceEqual(
            SplitPlanner.Plan(data).Test.Rows.ToArray(), SplitPlanner.Plan(data, new() { Seed = 2 }).Test.Rows.ToArray());
    }

    [TestMethod]
    public void Plan_OfficialParts_Honoured()
    {
        DataSet data = Samples.Binary(Samples.Patients(60, 60, 1).Select((s, i) => s with
        {
            Split = (i % 4) switch { 0 => DataSplit.Test, 1 => DataSplit.Validation, 2 => DataSplit.Unassigned, _ => DataSplit.Train },
        }));
        DataPlan plan = SplitPlanner.Plan(data);
        AssertPartition(data, plan);
        Assert.IsTrue(plan.Test.Samples.All(s => s.Split == DataSplit.Test) && plan.Test.Count == 30);
        Assert.IsTrue(plan.Calibration.Samples.All(s => s.Split == DataSplit.Validation) && plan.Calibration.Count == 30);
        Assert.AreEqual(60, plan.Train.Count);
        Samples.AssertNote(plan.Notes, NoteSeverity.Info, "30 images of no official part joined to train");
    }

    [TestMethod]
    public void Plan_NoCalibrationFraction_LeavesItEmpty()
    {
        DataPlan plan = SplitPlanner.Plan(Samples.Binary(Samples.Patients(20, 20, 1)), new() { CalibrationFraction = 0 });
        Assert.IsTrue(plan.Calibration.IsEmpty);
        Samples.AssertNote(plan.Notes, NoteSeverity.Info, "out-of-fold scores serve");
    }

    [TestMethod]
    public void Plan_NoTestFraction_Warns()
    {
        DataPlan plan = SplitPlanner.Plan(Samples.Binary(Samples.Patients(20, 20, 1)), new() { TestFraction = 0 });
        Assert.IsTrue(plan.Test.IsEmpty);
        Samples.AssertNote(plan.Notes, NoteSeverity.Warning, "no test data");
    }

    [TestMethod]
    public void Plan_OnlyTestImages_Throws()
    {
        DataSet data = Samples.Binary(Samples.Patients(20, 20, 1).Select(s => s with { Split = DataSplit.Test }));
        Assert.ThrowsExactly<DataSetException>(() => SplitPlanner.Plan(data));
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => SplitPlanner.Plan(data, new() { CalibrationFraction = 0 }));
        Samples.AssertFault(e, "class 'PNEUMONIA' has no image left to train on");
    }

    [TestMethod]
    public void Plan_BadOptions_ListsAllFaults()
    {
        DataSet data = Samples.Binary(Samples.Patients(20, 20, 1));
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(
            () => SplitPlanner.Plan(data, new() { TestFraction = 0.9, CalibrationFraction = double.NaN, Folds = 1 }));
        Assert.Contains("TestFraction must be in [0, 0.5], not 0.9", e.Message);
        Assert.Contains("CalibrationFraction", e.Message);
        Assert.Contains("Folds must be at least 2, not 1", e.Message);
    }

    [TestMethod]
    public void Without_AFold_GivesTheOthers()
    {
        TrainingRows train = SplitPlanner.Plan(Samples.Binary(Samples.Patients(30, 30, 1, 2))).Train;
        Assert.AreSequenceEqual(
            Enumerable.Range(0, train.Count).Except(train.Folds[2]).ToArray(), train.Without(2).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => train.Without(5));
    }

    private static HashSet<string> Patients(DataRows rows) => [.. rows.Samples.Select(s => s.Patient)];

    private static void AssertPartition(DataSet data, DataPlan plan)
    {
        int[] all = [.. plan.Train.Rows, .. plan.Calibration.Rows, .. plan.Test.Rows];
        Assert.AreSequenceEqual(Enumerable.Range(0, data.Samples.Length).ToArray(), all.Order().ToArray());
        foreach (DataRows rows in (DataRows[])[plan.Train, plan.Calibration, plan.Test])
            Assert.AreSequenceEqual(rows.Rows.Select(r => data.Samples[r].Name).ToArray(), rows.Samples.Select(s => s.Name).ToArray());
    }
}
