using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

/// <summary>The reference is what the graphs are measured by, so it is itself measured by numbers worked out by hand.</summary>
[TestClass]
public sealed class ClassifierReferenceTests
{
    private static readonly BackboneGraph Backbone = new TinyBackbone().Read();

    private static ClassifierGraphSpec Spec(ClassificationTask task, CalibrationParameters calibration, params float[] thresholds)
        => ClassifierSpecs.Make(task, thresholds.Length, calibration, Backbone) with { Thresholds = [.. thresholds] };

    [TestMethod]
    public void Logits_TwoHeads_AreTheirMean()
    {
        var spec = Spec(ClassificationTask.MultiLabel, new CalibrationParameters.None(), 0.5f, 0.5f) with
        {
            Members =
            [
                new ClassifierMember(Backbone, new LinearHead([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [1, 0])),
                new ClassifierMember(Backbone, new LinearHead([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0], [0, 3])),
            ],
        };
        float[] features = [2, 0, 0, 0, 0, 5];

        // Member 1: 1 + 2·1 = 3 and 2·2 + 5·1 = 9; member 2: 5·4 = 20 and 3.
        Assert.AreSequenceEqual(new[] { 11.5, 6.0 }, ClassifierReference.Logits(spec, [features, features]));
    }

    [TestMethod]
    [DataRow(-5.0, 0.1)]
    [DataRow(-1.0, 0.1)]
    [DataRow(0.0, 0.2)]
    [DataRow(1.0, 0.3)]
    [DataRow(2.0, 0.55)]
    [DataRow(9.0, 0.8)]
    public void Probabilities_Isotonic_InterpolatesAndIsFlatBeyondTheEnds(double logit, double expected)
    {
        var spec = Spec(
            ClassificationTask.Binary, new CalibrationParameters.Isotonic([new IsotonicCurve([-1, 1, 3], [0.1f, 0.3f, 0.8f])]), 0.5f);

        Assert.AreEqual(expected, ClassifierReference.Probabilities(spec, [logit])[0], 1e-6);
    }

    [TestMethod]
    public void Probabilities_PlattAndTemperature_FollowTheirFormulas()
    {
        var platt = Spec(ClassificationTask.Binary, new CalibrationParameters.Platt([2f], [-1f]), 0.5f);
        var soft = Spec(ClassificationTask.MultiClass, new CalibrationParameters.Temperature(2f), 0.5f, 0.5f);

        Assert.AreEqual(0.7310585786, ClassifierReference.Probabilities(platt, [1.0])[0], 1e-9);
        Assert.AreEqual(0.7310585786, ClassifierReference.Probabilities(soft, [5.0, 3.0])[0], 1e-9);
    }

    [TestMethod]
    public void ClassIndex_MultiClass_WeighsByThreshold()
        => Assert.AreEqual(
            1,
            ClassifierReference.ClassIndex(
                Spec(ClassificationTask.MultiClass, new CalibrationParameters.None(), 0.8f, 0.2f), [0.7f, 0.3f]));

    [TestMethod]
    public void Typicality_OneStandardDeviationInEveryDirection_IsOne()
    {
        var t = new TypicalityParameters
        {
            FeatureWidth = 2,
            ClassMeans = [10f, 10f, 1f, 1f],
            Projection = [1f, 0f],
            Eigenvalues = [9f],
            ResidualVariance = 4f,
        };

        // From the nearer mean (1, 1): 3 along the projection (variance 9), 2 across it (variance 4).
        Assert.AreEqual(1.0, ClassifierReference.Typicality(t, [4f, 3f]), 1e-12);
    }
}
