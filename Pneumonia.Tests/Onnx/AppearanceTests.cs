using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class AppearanceTests
{
    [TestMethod]
    [DataRow(16)]
    [DataRow(64)]
    [DataRow(99)]
    [DataRow(160)]
    public void Graph_AnySide_GivesThePlainNumbers(int side)
    {
        var pixels = VerificationImages.Make(3, 2, side);
        using var runner = new OnnxRunner(AppearanceNodes.Write(side), 1, "appearance");

        var found = runner.Run(pixels, [2, 1, side, side], FeatureGraph.Features)[FeatureGraph.Features];

        Assert.AreSequenceEqual(new[] { 2, Appearance.Width }, found.Shape);
        for (var i = 0; i < 2; i++)
        {
            var expected = Appearance.Of(pixels.AsSpan(i * side * side, side * side), side);
            for (var j = 0; j < expected.Length; j++) Assert.AreEqual(expected[j], found.Floats[(i * Appearance.Width) + j], 2e-4, $"image {i}, value {j}");
        }
    }

    [TestMethod]
    public void Of_BlankImage_IsFiniteAndFlat()
    {
        var look = Appearance.Of(Enumerable.Repeat(255f, 80 * 80).ToArray(), 80);

        Assert.IsTrue(look.All(double.IsFinite));
        Assert.IsTrue(look.Take(256).All(static v => Math.Abs(v) < 1e-3));
    }

    [TestMethod]
    public void Of_OtherBrightnessAndContrast_HasTheSameThumbnail()
    {
        var random = new Random(5);
        var pixels = Enumerable.Range(0, 128 * 128).Select(i => (float)((i % 128) + random.Next(20))).ToArray();
        var (one, other) = (Appearance.Of(pixels, 128), Appearance.Of([.. pixels.Select(static p => 30 + (p * 0.6f))], 128));

        for (var j = 0; j < 256; j++) Assert.AreEqual(one[j], other[j], 0.15);
        Assert.AreNotEqual(one[256], other[256], 1e-3);
    }

    [TestMethod]
    [DataRow(10, 4)]
    [DataRow(4, 10)]
    [DataRow(299, 64)]
    public void Areas_EveryRow_AddsUpToOne(int from, int to)
    {
        foreach (var row in Appearance.Areas(from, to).Chunk(from)) Assert.AreEqual(1, row.Sum(), 1e-5);
    }
}
