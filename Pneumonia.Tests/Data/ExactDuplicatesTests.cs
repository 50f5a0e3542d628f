using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class ExactDuplicatesTests
{
    private static readonly DataSet Data = Samples.Binary(
        Samples.Of("a", "p", DataSplit.Train, 0),
        Samples.Of("b", "q", DataSplit.Test, 0),
        Samples.Of("c", "q", DataSplit.Test, 0),
        Samples.Of("d", "r", DataSplit.Test, 1),
        Samples.Of("e", "s", DataSplit.Validation, 1));

    [TestMethod]
    public void Find_EqualHashes_Described()
    {
        ImmutableArray<DuplicateGroup> groups = ExactDuplicates.Find(Data, ["1", "1", "2", "3", "3"]);
        Assert.HasCount(2, groups);
        Assert.AreSequenceEqual(new[] { 0, 1 }, groups[0].Rows.ToArray());
        Assert.IsTrue(groups[0] is { AcrossSplits: true, AcrossPatients: true, LabelsDiffer: false, Hash: "1" });
    }

    [TestMethod]
    public void Find_UnreadableFiles_EqualNone() => Assert.IsEmpty(ExactDuplicates.Find(Data, [null, null, "2", "3", "4"]));

    [TestMethod]
    public void Settle_NoDuplicates_SameInstance() => Assert.AreSame(Data, ExactDuplicates.Settle(Data, ["1", "2", "3", "4", "5"]));

    [TestMethod]
    public void Settle_AcrossSplits_WholePatientGoesToTheEarlierSide()
    {
        DataSet settled = ExactDuplicates.Settle(Data, ["1", "1", "2", "3", "3"]);
        Assert.AreSequenceEqual(
            new[] { DataSplit.Train, DataSplit.Train, DataSplit.Train, DataSplit.Validation, DataSplit.Validation },
            settled.Samples.Select(s => s.Split).ToArray());
        Assert.AreSequenceEqual(new[] { "p", "p", "p", "r", "r" }, settled.Samples.Select(s => s.Patient).ToArray());
        Samples.AssertNote(settled.Notes, NoteSeverity.Warning, "3 images moved to another official part");
        Samples.AssertNote(settled.Notes, NoteSeverity.Info, "2 patients joined");
    }

    [TestMethod]
    public void Settle_DifferentLabels_KeptAndReported()
    {
        DataSet settled = ExactDuplicates.Settle(Data, ["1", "2", "2", "1", "4"]);
        Assert.HasCount(5, settled.Samples);
        Assert.AreEqual(1, settled.Samples[3].Labels[0]);
        Samples.AssertNote(settled.Notes, NoteSeverity.Warning, "1 group of equal files with different labels");
    }

    [TestMethod]
    public void Settle_BlankOfManyPatients_JoinsNobodyAndMovesAlone()
    {
        // Fifteen patients with two images each, half in test; all share one blank.
        ImageSample[] samples =
        [
            .. Enumerable.Range(0, 30).Select(i => Samples.Of($"{i:D2}", $"p{i / 2:D2}", i < 14 ? DataSplit.Train : DataSplit.Test, i % 2)),
        ];
        DataSet data = Samples.Binary(samples);
        DataSet settled = ExactDuplicates.Settle(data, [.. samples.Select((s, i) => i % 2 == 0 ? "blank" : s.Name)]);
        Assert.AreEqual(15, settled.CountPatients());
        Assert.AreEqual(8, settled.Samples.Count(s => s.Split == DataSplit.Test));
        Samples.AssertNote(settled.Notes, NoteSeverity.Warning, "15 patients share one file");
    }

    [TestMethod]
    public void Settle_ChainOfDuplicates_OnePatientOnOneSide()
    {
        DataSet settled = ExactDuplicates.Settle(
            Samples.Binary(
                Samples.Of("a", "z", DataSplit.Test, 0), Samples.Of("b", "y", DataSplit.Test, 0), Samples.Of("c", "y", DataSplit.Test, 0),
                Samples.Of("d", "x", DataSplit.Unassigned, 0)),
            ["1", "1", "2", "2"]);
        Assert.AreEqual("x", settled.Samples.Select(s => s.Patient).Distinct().Single());
        Assert.IsFalse(settled.Samples.Any(s => s.Split == DataSplit.Test));
    }

    [TestMethod]
    public void Find_WrongNumberOfHashes_Refused() => Assert.ThrowsExactly<ArgumentException>(() => ExactDuplicates.Find(Data, ["1"]));
}
