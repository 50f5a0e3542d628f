using Pneumonia.Training.Engines;
using Pneumonia.Training.Engines.FrozenFeatures;
using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Engines;

[TestClass]
public sealed class StandardisationTests
{
    private const int Rows = 200;
    private const int Width = 30;

    [TestMethod]
    public void Apply_FittedRows_HaveMeanZeroAndSpreadOne()
    {
        var features = Features();
        var standard = Standardisation.Fit(features, All);
        var rows = All.Select(r => standard.Apply(features.Row(r))).ToArray();
        for (var j = 0; j < Width; j++)
        {
            Assert.AreEqual(0, rows.Average(r => (double)r[j]), 1e-3, $"feature {j}");
            Assert.AreEqual(1, rows.Average(r => (double)r[j] * r[j]), 1e-2, $"feature {j}");
        }
    }

    [TestMethod]
    public void Fold_AnyWeights_SameFunctionOnRawFeatures()
    {
        var features = Features();
        var standard = Standardisation.Fit(features, All);
        var random = new Random(8);
        float[] weights = [.. Enumerable.Range(0, Width).Select(_ => random.NextSingle() - 0.5f)];
        var (folded, bias) = standard.Fold(weights, 0.3f);
        var head = new LinearFunction([.. folded], [bias]);
        var raw = head.Apply(features, All);
        for (var r = 0; r < Rows; r++)
        {
            var expected = standard.Apply(features.Row(r)).Zip(weights, static (x, w) => (double)x * w).Sum() + 0.3;
            Assert.AreEqual(expected, raw[r], 1e-4, $"row {r}");
        }
    }

    [TestMethod]
    public void Fit_SpreadFarFromZero_IsNotLostInRounding()
    {
        float[] values = [.. Enumerable.Range(0, Rows).Select(static r => 30_000f + (0.25f * (r % 2)))];
        var standard = Standardisation.Fit(new FeatureMatrix(values, 1), All);
        Assert.AreEqual(-1f, standard.Apply([30_000f])[0], 1e-3f);
        Assert.AreEqual(1f, standard.Apply([30_000.25f])[0], 1e-3f);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.1f)]
    [DataRow(-98765.43f)]
    public void Fit_ConstantFeature_SaysNothing(float constant)
    {
        var standard = Standardisation.Fit(new FeatureMatrix([.. Enumerable.Repeat(constant, Rows)], 1), All);
        Assert.AreEqual(0f, standard.Apply([constant + 5])[0]);
        Assert.AreEqual((0f, 2f), (standard.Fold([7f], 2f).Weights[0], standard.Fold([7f], 2f).Bias));
    }

    [TestMethod]
    public void Fit_SomeRows_LooksAtNoOther()
    {
        var standard = Standardisation.Fit(new FeatureMatrix([1, 3, 1000], 1), [0, 1]);
        Assert.AreSequenceEqual(new[] { -1f }, standard.Apply([1f]));
    }

    private static int[] All => [.. Enumerable.Range(0, Rows)];

    private static FeatureMatrix Features()
    {
        var random = new Random(7);
        return new FeatureMatrix([.. Enumerable.Range(0, Rows * Width).Select(i => ((random.NextSingle() - 0.5f) * (1 + (i % Width))) + (0.1f * (i % Width)))], Width);
    }
}
