using Pneumonia.Model;
using Pneumonia.Training.Engines;

namespace Pneumonia.Tests.Engines;

[TestClass]
public sealed class TargetsTests
{
    [TestMethod]
    public void Flags_Binary_IsOneColumnOfThePositiveClass()
    {
        var targets = new Targets(ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], [[0], [1], [1]]);
        Assert.AreEqual(1, targets.Outputs);
        Assert.AreSequenceEqual(new[] { 0, 1, 1 }, targets.Flags());
    }

    [TestMethod]
    public void Flags_MultiLabel_HasAnyNumberARow()
    {
        var targets = new Targets(ClassificationTask.MultiLabel, ["A", "B", "C"], [[0, 2], [], [1]]);
        Assert.AreSequenceEqual(new[] { 1, 0, 1, 0, 0, 0, 0, 1, 0 }, targets.Flags());
    }

    [TestMethod]
    public void Flags_MultiClass_HasOneARow()
    {
        var targets = new Targets(ClassificationTask.MultiClass, ["A", "B", "C"], [[2], [0]]);
        Assert.AreSequenceEqual(new[] { 0, 0, 1, 1, 0, 0 }, targets.Flags());
        Assert.AreEqual(2, targets.Class(0));
    }
}
