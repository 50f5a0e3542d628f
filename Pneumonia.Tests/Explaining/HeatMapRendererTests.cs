using Pneumonia.Model;
using Pneumonia.Model.Explaining;

namespace Pneumonia.Tests.Explaining;

[TestClass]
public sealed class HeatMapRendererTests
{
    [TestMethod]
    public void Heat_StrongestPlace_LiesWhereTheMapSays()
    {
        var map = new ActivationMap("X", 4, 2, [0, 0, 0, 0, 0, -1, 2, 0], 1);

        var heat = HeatMapRenderer.Heat(map, 40, 20)!;

        Assert.AreEqual((1, 2), map.Peak);
        Assert.AreEqual(255, heat[25, 15], 20f);
        Assert.AreEqual(0, heat[2, 2], 1e-3f);
    }

    [TestMethod]
    public void Heat_WhatSpeaksAgainst_IsNotColouredAndDimsTheRest()
    {
        var heat = HeatMapRenderer.Heat(new ActivationMap("X", 2, 1, [-4, 1], 0), 2, 1)!;

        Assert.AreEqual(0, heat[0, 0]);
        Assert.AreEqual(255 / 4f, heat[1, 0], 1e-3f);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Heat_NothingToShow_IsNone(float value)
        => Assert.IsNull(HeatMapRenderer.Heat(new ActivationMap("X", 1, 1, [value], 0), 8, 8));

    [TestMethod]
    public void Colours_FromWeakToStrong_GrowLighterInEvenSteps()
    {
        var lightness = Enumerable.Range(0, 256).Select(static i => Lightness(HeatColours.Of(i / 255f))).ToArray();
        for (var i = 1; i < lightness.Length; i++)
        {
            Assert.AreEqual(HeatColours.LightnessAt(1) - HeatColours.LightnessAt(0), (lightness[i] - lightness[i - 1]) * 255, 1.3, $"step {i}");
        }

        Assert.AreEqual(HeatColours.LightnessAt(0), lightness[0], 0.01);
        Assert.AreEqual(HeatColours.LightnessAt(1), lightness[^1], 0.01);
    }

    // The lightness of OKLab, the way back.
    private static double Lightness((byte R, byte G, byte B) colour)
    {
        static double Linear(byte v) => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow(((v / 255.0) + 0.055) / 1.055, 2.4);
        var (r, g, b) = (Linear(colour.R), Linear(colour.G), Linear(colour.B));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s);
    }
}
