using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class ClassifierGraphSpecTests
{
    private static readonly BackboneGraph Backbone = new TinyBackbone().Read();

    private static ClassifierGraphSpec Lawful(ClassificationTask task = ClassificationTask.MultiLabel, int outputs = 2)
        => ClassifierSpecs.Make(task, outputs, null, Backbone);

    [TestMethod]
    public void Compose_ManyFaults_ListsThemAll()
    {
        var spec = Lawful() with
        {
            Task = ClassificationTask.MultiClass,
            Calibration = new CalibrationParameters.Platt([1f], [float.NaN, 0f]),
            Thresholds = [0.5f, 0f, 1.5f],
            Typicality = ClassifierSpecs.Typicality(new Random(1), 5, 2, 2),
        };

        var message = Faults(spec);

        foreach (var fault in new[]
        {
            "none or temperature for a multi-class task; found Platt", "2 slopes and offsets; found 1 and 2", "finite slopes",
            "Thresholds must be 2, one an output; found 3", "(0, 1]; found 0", "(0, 1]; found 1.5", "first member's 6 features; found 5",
        })
        {
            Assert.Contains(fault, message);
        }
    }

    [TestMethod]
    public void Compose_HeadOfAnotherWidth_NamesBothShapes()
    {
        var spec = Lawful() with { Members = [new ClassifierMember(Backbone, new LinearHead(new float[10], new float[2]))] };

        Assert.Contains("found a head of [5, 2] on features [N, 6]", Faults(spec));
    }

    [TestMethod]
    public void Compose_MembersOfDifferentSides_NamesBoth()
    {
        var other = new TinyBackbone { Side = 24 }.Read();
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Backbone, other);

        Assert.Contains("found 24 for 16", Faults(spec));
    }

    [TestMethod]
    public void Compose_HeadsOfDifferentOutputs_IsRefused()
    {
        var spec = Lawful();

        Assert.Contains(
            "found 3 for 2",
            Faults(spec with { Members = [spec.Members[0], new ClassifierMember(Backbone, new LinearHead(new float[18], new float[3]))] }));
    }

    [TestMethod]
    public void Compose_NoMembers_IsRefused() => Assert.Contains("found none", Faults(Lawful() with { Members = [] }));

    [TestMethod]
    public void Compose_BinaryWithTwoOutputs_IsRefused()
        => Assert.Contains("1 output for a binary task", Faults(Lawful() with { Task = ClassificationTask.Binary }));

    [TestMethod]
    [DataRow(new[] { 1f, 1f }, new[] { 0f, 1f }, "strictly ascending")]
    [DataRow(new[] { 1f, 2f }, new[] { 0.6f, 0.5f }, "never fall")]
    [DataRow(new[] { 1f, 2f }, new[] { 0f, 1.1f }, "y in [0, 1]")]
    [DataRow(new[] { 1f, 2f }, new[] { 0f }, "as many x as y")]
    [DataRow(new[] { 1f, float.NaN }, new[] { 0f, 1f }, "finite x")]
    [DataRow(new[] { 0f, 1e-42f }, new[] { 0f, 1f }, "strictly ascending")]
    public void Compose_UnlawfulCurve_IsRefused(float[] x, float[] y, string rule)
    {
        var curve = new IsotonicCurve([.. x], [.. y]);

        Assert.Contains(rule, Faults(Lawful() with { Calibration = new CalibrationParameters.Isotonic([curve, curve]) }));
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Compose_UnlawfulTemperature_IsRefused(float temperature)
        => Assert.Contains(
            "temperature above zero", Faults(Lawful() with { Calibration = new CalibrationParameters.Temperature(temperature) }));

    [TestMethod]
    public void Compose_ProjectionThatIsNotOrthonormal_IsRefused()
    {
        var spec = Lawful();
        var skewed = spec.Typicality with { Projection = spec.Typicality.Projection.SetItem(0, 2f) };

        Assert.Contains("orthonormal", Faults(spec with { Typicality = skewed }));
    }

    [TestMethod]
    public void Compose_VarianceOfZero_IsRefused()
    {
        var spec = Lawful();

        Assert.Contains("variances above zero", Faults(spec with { Typicality = spec.Typicality with { ResidualVariance = 0 } }));
    }

    private static string Faults(ClassifierGraphSpec spec)
        => Assert.ThrowsExactly<ArgumentException>(() => ClassifierGraph.Compose(spec)).Message;
}
