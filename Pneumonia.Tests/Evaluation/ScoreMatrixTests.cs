using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class ScoreMatrixTests
{
    [TestMethod]
    public void Constructor_WrongLength_NamesRuleAndValue()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new ScoreMatrix([1, 2, 3], 2, 2));
        Assert.Contains("rows × classes = 4", error.Message);
        Assert.Contains("holds 3", error.Message);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Constructor_NotFinite_NamesThePlace(float bad)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new ScoreMatrix([1, bad], 1, 2));
        Assert.Contains("value 1 is", error.Message);
    }

    [TestMethod]
    public void Constructor_CallersArrayChanges_KeepsItsOwn()
    {
        float[] values = [1, 2];
        var matrix = new ScoreMatrix(values, 1, 2);
        values[0] = 9;
        Assert.AreEqual(1f, matrix[0, 0]);
    }

    [TestMethod]
    public void RowColumnSelect_Always_PickByIndex()
    {
        var matrix = ScoreMatrix.FromRows([1, 2], [3, 4], [5, 6]);
        Assert.AreSequenceEqual(new float[] { 3, 4 }, matrix.Row(1).ToArray());
        Assert.AreSequenceEqual(new float[] { 2, 4, 6 }, matrix.Column(1));
        Assert.AreSequenceEqual(new float[] { 5, 6, 1, 2, 5, 6 }, matrix.Select([2, 0, 2]).Values.ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.Column(2));
    }

    [TestMethod]
    public void FromRows_RaggedRows_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => ScoreMatrix.FromRows([1, 2], [3]));
}
