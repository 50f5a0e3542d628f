using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class LinearResizeTests
{
    [TestMethod]
    public void Matrix_SameSize_IsTheIdentity()
        => Assert.AreSequenceEqual(new[] { 1f, 0, 0, 0, 1, 0, 0, 0, 1 }, LinearResize.Matrix(3, 3));

    [TestMethod]
    public void Matrix_Doubling_InterpolatesBetweenCentres()
        => Assert.AreSequenceEqual(new[] { 1f, 0, 0.75f, 0.25f, 0.25f, 0.75f, 0, 1 }, LinearResize.Matrix(2, 4));

    [TestMethod]
    [DataRow(7, 5)]
    [DataRow(5, 14)]
    [DataRow(1, 3)]
    public void Matrix_AnySizes_KeepsConstants(int from, int to)
    {
        foreach (var row in LinearResize.Matrix(from, to).Chunk(from))
            Assert.AreEqual(1f, row.Sum(), 1e-6f);
    }
}
