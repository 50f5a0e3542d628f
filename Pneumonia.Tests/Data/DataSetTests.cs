using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class DataSetTests
{
    [TestMethod]
    public void Constructor_InvalidParts_Refused()
    {
        ImageSample a = Samples.Of("a", "p", DataSplit.Train, 0);
        Assert.ThrowsExactly<ArgumentException>(() => new DataSet(ClassificationTask.Binary, ["A", "B", "C"], [a]));
        Assert.ThrowsExactly<ArgumentException>(() => new DataSet(ClassificationTask.MultiClass, ["A", "a"], [a]));
        Assert.ThrowsExactly<ArgumentException>(() => Samples.Binary(a, a));
        Assert.ThrowsExactly<ArgumentException>(() => Samples.Binary(a with { Labels = [2] }));
        Assert.ThrowsExactly<ArgumentException>(() => Samples.Binary(a with { Labels = [] }));
        Assert.ThrowsExactly<ArgumentException>(() => new DataSet(ClassificationTask.MultiLabel, ["A", "B"], [a with { Labels = [1, 0] }]));
        Assert.ThrowsExactly<ArgumentException>(() => new DataSet(ClassificationTask.MultiClass, ["A", "B"], [a], "C"));
    }

    [TestMethod]
    public void CountByClass_OneSplit_CountsThatAlone()
    {
        DataSet data = Samples.Binary(
            Samples.Of("a", "p", DataSplit.Train, 0), Samples.Of("b", "p", DataSplit.Test, 1), Samples.Of("c", "q", DataSplit.Test, 1));
        Assert.AreSequenceEqual(new[] { 1, 2 }, data.CountByClass().ToArray());
        Assert.AreSequenceEqual(new[] { 1, 0 }, data.CountByClass(DataSplit.Train).ToArray());
        Assert.AreEqual(2, data.CountPatients());
    }
}
