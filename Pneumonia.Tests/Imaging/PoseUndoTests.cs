using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class PoseUndoTests
{
    [TestMethod]
    public void Apply_SquareInEveryPose_IsTheUprightOneAgain()
    {
        float[] upright = [.. Enumerable.Range(0, 25).Select(static i => (float)(i * 10))];
        for (var pose = 0; pose < PoseSymmetry.Poses; pose++)
        {
            var posed = Posed(upright, pose);
            var found = PoseSymmetry.ToPose(pose, 1);
            PoseUndo.Apply(posed, 5, found.Inverted, found.Rotation);
            Assert.AreSequenceEqual(upright, posed, found.ToString());
        }
    }

    [TestMethod]
    public void Apply_ImageTurnedClockwise_IsTurnedBackAndSidesChangePlaces()
    {
        // 1 2 3 over 4 5 6, turned by 90° clockwise, is 4 1 over 5 2 over 6 3.
        var upright = PoseUndo.Apply(new GreyImage(2, 3, [4, 1, 5, 2, 6, 3]), inverted: false, rotation: 90);
        Assert.AreEqual((3, 2), (upright.Width, upright.Height));
        Assert.AreSequenceEqual(new float[] { 1, 2, 3, 4, 5, 6 }, upright.Pixels.ToArray());
    }

    [TestMethod]
    public void Apply_OddRotation_IsRefused()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => PoseUndo.Apply(new float[4], 2, false, 45));

    private static float[] Posed(float[] upright, int pose)
    {
        var posed = new float[upright.Length];
        PoseSymmetry.Apply(upright, 5, pose, posed);
        return pose >= 4 ? [.. posed.Select(static p => 255 + p)] : posed;
    }
}
