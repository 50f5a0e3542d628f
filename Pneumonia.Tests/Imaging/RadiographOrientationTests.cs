using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class RadiographOrientationTests
{
    private const double Bar = 0.9;

    [TestMethod]
    public void Detect_KermanyOriginalsInEveryPose_TellsAtLeast97PercentAndIsHardlyEverSureOfAWrongOne()
    {
        var images = SharedData.Images("kermany-original", 40)
            .Select(static path => ImageDecoder.Decode(File.ReadAllBytes(path), targetSide: 96).Stretch(96, 96)).ToList();
        for (var pose = 0; pose < PoseSymmetry.Poses; pose++)
        {
            var wanted = PoseSymmetry.ToPose(pose, 1);
            var found = images.Select(image => RadiographOrientation.Detect(Posed(image, pose))).ToList();
            var right = found.Count(f => (f.Inverted, f.Rotation) == (wanted.Inverted, wanted.Rotation) && f.Confidence >= Bar);
            var wrong = found.Count(f => (f.Inverted, f.Rotation) != (wanted.Inverted, wanted.Rotation) && f.Confidence >= Bar);
            Assert.IsGreaterThanOrEqualTo(39, right, wanted.ToString());
            Assert.AreEqual(0, wrong, wanted.ToString());
        }
    }

    [TestMethod]
    public void Detect_AdultRadiographs_NearlyAllUpright()
    {
        var poses = SharedData.Images("nih-adults", 100)
            .Select(static path => RadiographOrientation.Detect(ImageDecoder.Decode(File.ReadAllBytes(path), targetSide: 96))).ToList();
        Assert.IsGreaterThanOrEqualTo(97, poses.Count(static p => p.IsUpright));
    }

    [TestMethod]
    public void Detect_OtherGammaAndContrast_SameAnswer()
    {
        var image = new GreyImage(64, 48, [.. Enumerable.Range(0, 64 * 48).Select(static i => (float)TestImages.Texture(i % 64, i / 64, 3))]);
        var thumbnail = image.Stretch(OrientationThumbnail.Side, OrientationThumbnail.Side);
        var dark = new GreyImage(32, 32, [.. thumbnail.Pixels.ToArray().Select(static p => 40 + 120 * MathF.Pow(p / 255, 2.2f))]);
        Assert.AreEqual(RadiographOrientation.Detect(thumbnail), RadiographOrientation.Detect(dark));
    }

    [TestMethod]
    public void Detect_BlankImage_EveryPoseEquallyProbable()
        => Assert.AreEqual(1.0 / PoseSymmetry.Poses, RadiographOrientation.Detect(new GreyImage(40, 40, new float[1600])).Confidence, 1e-9);

    [TestMethod]
    public void Apply_QuarterTurn_BringsTheLeftBottomToTheLeftTop()
    {
        float[] upright = [1, 2, 3, 4];
        var posed = new float[4];
        PoseSymmetry.Apply(upright, 2, 1, posed);
        Assert.AreSequenceEqual(new float[] { 3, 1, 4, 2 }, posed);
        PoseSymmetry.Apply(upright, 2, 6, posed);
        Assert.AreSequenceEqual(new float[] { -4, -3, -2, -1 }, posed);
    }

    [TestMethod]
    public void Apply_PoseAndItsInverse_GivesBackTheImage()
    {
        float[] upright = [.. Enumerable.Range(0, 25).Select(static i => (float)(i * i % 17))];
        var (there, back) = (new float[25], new float[25]);
        for (var pose = 0; pose < PoseSymmetry.Poses; pose++)
        {
            PoseSymmetry.Apply(upright, 5, pose, there);
            PoseSymmetry.Apply(there, 5, PoseSymmetry.Inverse(pose), back);
            Assert.AreSequenceEqual(upright, back, $"pose {pose}");
        }
    }

    [TestMethod]
    public void Unpack_OfPacked_NearTheWeights()
    {
        float[] weights = [0.5f, -0.25f, 0.003f, -0.5f];
        var again = OrientationTemplate.Unpack(OrientationTemplate.Pack(weights));
        for (var i = 0; i < weights.Length; i++) Assert.AreEqual(weights[i], again[i], 0.5f / sbyte.MaxValue);
    }

    [TestMethod]
    public void Of_TiesAndNegatives_RanksAreTheirMeanAndOpposite()
    {
        var half = new GreyImage(32, 32, [.. Enumerable.Range(0, 1024).Select(static i => i < 512 ? 10f : 200f)]);
        var negative = new GreyImage(32, 32, [.. Enumerable.Range(0, 1024).Select(static i => i < 512 ? 245f : 55f)]);
        var ranks = OrientationThumbnail.Of(half);
        Assert.AreEqual(-0.5f, ranks[0], 1e-3f);
        Assert.AreEqual(0.5f, ranks[1023], 1e-3f);
        Assert.AreSequenceEqual(ranks.Select(static r => -r).ToArray(), OrientationThumbnail.Of(negative));
    }

    // Ranks of the posed image are the posed ranks; greys are posed as 255 − grey and turned.
    private static GreyImage Posed(GreyImage image, int pose)
    {
        var pixels = new float[image.Pixels.Length];
        PoseSymmetry.Apply(image.Pixels, image.Width, pose, pixels);
        return new GreyImage(image.Width, image.Height, [.. pixels.Select(p => pose >= 4 ? 255 + p : p)]);
    }
}
