using Pneumonia.Training.Evaluation.HeatMaps;

namespace Pneumonia.Tests.Evaluation.HeatMaps;

[TestClass]
public sealed class PointingGameTests
{
    private static readonly byte[] Mask = [0, 0, 255, 255];

    [TestMethod]
    [DataRow(new[] { 0f, 1f, 5f, 2f }, 1.0)]
    [DataRow(new[] { 0f, 9f, 5f, 2f }, 0.0)]
    [DataRow(new[] { 0f, 5f, 5f, 0f }, 0.5)]
    [DataRow(new[] { 0f, 0f, 0f, 0f }, 0.5)]
    public void Hit_SharedMaxima_CountByTheirShare(float[] heat, double expected) => Assert.AreEqual(expected, PointingGame.Hit(heat, Mask));

    [TestMethod]
    [DataRow(new[] { 1f, 0f, 1f, 2f }, 0.75)]
    [DataRow(new[] { 3f, 4f, 0f, 0f }, 0.0)]
    [DataRow(new[] { 0f, 0f, 0f, 0f }, 0.5)]
    public void Share_OfEnergy_IsWhatLiesInside(float[] heat, double expected) => Assert.AreEqual(expected, EnergyInside.Share(heat, Mask), 1e-9);

    [TestMethod]
    public void Score_BadMap_IsRefusedByItsValue()
    {
        Assert.Contains("3 and 4", Assert.ThrowsExactly<ArgumentException>(static () => PointingGame.Hit([1, 2, 3], Mask)).Message);
        Assert.Contains("-1", Assert.ThrowsExactly<ArgumentException>(static () => EnergyInside.Share([1, -1, 3, 0], Mask)).Message);
        Assert.Contains("NaN", Assert.ThrowsExactly<ArgumentException>(static () => PointingGame.Hit([1, float.NaN, 3, 0], Mask)).Message);
    }

    [TestMethod]
    public void Centre_Bump_FallsOffFromTheMiddle()
    {
        var bump = BlindGuess.Centre(9);
        Assert.AreEqual(1, bump[(4 * 9) + 4]);
        Assert.AreEqual(bump[4], bump[(8 * 9) + 4]);
        Assert.IsLessThan(bump[4], bump[0]);
    }

    [TestMethod]
    public void OtherMasks_LeaveTheirOwnImageOut()
        => Assert.AreSequenceEqual(new[] { 1f, 2f }, BlindGuess.OtherMasks([[0, 9], [9, 9], [9, 9], [0, 9]], 1).Zip([0f, -1f], static (a, b) => a + b));
}
