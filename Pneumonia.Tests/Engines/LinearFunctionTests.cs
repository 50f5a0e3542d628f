using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Engines;

[TestClass]
public sealed class LinearFunctionTests
{
    private static readonly LinearFunction Two = LinearFunction.Join([new([1, 2, 3], [10]), new([-1, 0, 1], [20])]);

    [TestMethod]
    public void Apply_TwoOutputs_IsWeightsTimesFeaturesPlusBias()
    {
        var features = new FeatureMatrix([1, 1, 1, 2, 0, 5], 3);
        Assert.AreSequenceEqual(new[] { 27f, 23, 16, 20 }, Two.Apply(features, [1, 0]));
    }

    [TestMethod]
    public void Join_Parts_KeepsTheirOrder()
    {
        Assert.AreEqual(2, Two.Outputs);
        Assert.AreEqual(3, Two.Width);
        Assert.AreSequenceEqual(new[] { -1f, 0, 1 }, Two.Output(1).ToArray());
    }

    [TestMethod]
    public void ToOnnx_Weights_LieByFeature()
    {
        var head = Two.ToOnnx();
        Assert.AreSequenceEqual(new[] { 1f, -1, 2, 0, 3, 1 }, head.Weights.ToArray());
        Assert.AreSequenceEqual(new[] { 10f, 20 }, head.Bias.ToArray());
    }
}
