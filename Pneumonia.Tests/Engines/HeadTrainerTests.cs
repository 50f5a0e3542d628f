using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Engines.FrozenFeatures;
using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Engines;

[TestClass]
public sealed class HeadTrainerTests
{
    private const int Width = 12;

    [TestMethod]
    [DataRow(ClassificationTask.Binary, 2)]
    [DataRow(ClassificationTask.MultiClass, 3)]
    [DataRow(ClassificationTask.MultiLabel, 3)]
    public void Train_SeparableToy_LearnsIt(ClassificationTask task, int classes)
    {
        var (features, targets) = Toy(task, classes, 240, seed: 1);
        var train = Enumerable.Range(0, 160).ToArray();
        var rest = Enumerable.Range(160, 80).ToArray();
        var head = HeadTrainer.Train(features, targets, train, new HeadOptions(0.1, 1), seed: 1, CancellationToken.None);
        var logits = head.Apply(features, rest);

        Assert.AreEqual(targets.Outputs, head.Outputs);
        var right = rest.Select((row, i) => logits.AsSpan(i * targets.Outputs, targets.Outputs) is var z && task == ClassificationTask.MultiClass
            ? z.IndexOf(Max(z)) == targets.Class(row) ? 1 : 0
            : Enumerable.Range(0, targets.Outputs).All(k => logits[(i * targets.Outputs) + k] > 0 == targets.IsOn(row, k)) ? 1 : 0).Average();
        Assert.IsGreaterThan(0.95, right);
    }

    [TestMethod]
    [DataRow(ClassificationTask.Binary, 2)]
    [DataRow(ClassificationTask.MultiClass, 3)]
    public void Train_Twice_SameBits(ClassificationTask task, int classes)
    {
        var (features, targets) = Toy(task, classes, 120, seed: 2);
        int[] rows = [.. Enumerable.Range(0, 120)];
        var one = HeadTrainer.Train(features, targets, rows, new HeadOptions(1, 0.5), seed: 1, CancellationToken.None);
        LinearFunction[] others = new LinearFunction[4];
        Parallel.For(0, 4, i => others[i] = HeadTrainer.Train(features, targets, rows, new HeadOptions(1, 0.5), seed: 1, CancellationToken.None));
        foreach (var other in others)
        {
            Assert.AreSequenceEqual(one.Weights.ToArray(), other.Weights.ToArray());
            Assert.AreSequenceEqual(one.Biases.ToArray(), other.Biases.ToArray());
        }
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.1f)]
    [DataRow(12345.678f)]
    public void Train_ConstantFeature_GetsNoWeight(float constant)
    {
        var (features, targets) = Toy(ClassificationTask.Binary, 2, 120, seed: 3, constant);
        var head = HeadTrainer.Train(features, targets, [.. Enumerable.Range(0, 120)], new HeadOptions(0.003, 1), seed: 1, CancellationToken.None);
        Assert.AreEqual(0f, head.Weights[Width - 1]);
        Assert.IsTrue(head.Weights.Concat(head.Biases).All(float.IsFinite));
        Assert.IsGreaterThan(0.95, Accuracy(head, features, targets));
    }

    [TestMethod]
    public void Train_RowsOfOneClassOnly_StaysFinite()
    {
        var (features, targets) = Toy(ClassificationTask.Binary, 2, 60, seed: 4);
        int[] negatives = [.. Enumerable.Range(0, 60).Where(r => targets.Class(r) == 0)];
        var head = HeadTrainer.Train(features, targets, negatives, new HeadOptions(1, 1), seed: 1, CancellationToken.None);
        Assert.IsTrue(head.Weights.Concat(head.Biases).All(float.IsFinite));
        Assert.IsTrue(head.Apply(features, negatives).All(static z => z < 0));
    }

    [TestMethod]
    public void Train_MoreL2_SmallerWeights()
    {
        var (features, targets) = Toy(ClassificationTask.Binary, 2, 120, seed: 5);
        double Norm(double l2) => HeadTrainer.Train(features, targets, [.. Enumerable.Range(0, 120)], new HeadOptions(l2, 1), 1, CancellationToken.None).Weights.Sum(static w => (double)w * w);
        Assert.IsGreaterThan(Norm(10), Norm(0.1));
        Assert.IsGreaterThan(Norm(300), Norm(10));
    }

    [TestMethod]
    public void ClassWeights_Formula_IsRowsByClassesTimesCount()
    {
        Assert.AreSequenceEqual(new[] { 100f / (2 * 20), 100f / (2 * 80) }, HeadTrainer.ClassWeights([20, 80], 1).ToArray());
        Assert.AreSequenceEqual(new[] { 1f, 1f }, HeadTrainer.ClassWeights([20, 80], 0).ToArray());
        var half = HeadTrainer.ClassWeights([20, 80], 0.5);
        Assert.AreEqual(Math.Sqrt(2.5), half[0], 1e-6);
        // Weighted, every class counts the same.
        var whole = HeadTrainer.ClassWeights([10, 30, 60], 1);
        Assert.AreEqual(10 * whole[0], 60 * whole[2], 1e-4);
        Assert.AreEqual(1f, HeadTrainer.ClassWeights([0, 50], 1)[0]);
    }

    private static double Accuracy(LinearFunction head, FeatureMatrix features, Targets targets)
    {
        var logits = head.Apply(features, [.. Enumerable.Range(0, features.Rows)]);
        return logits.Select((z, r) => z > 0 == targets.IsOn(r, 0) ? 1.0 : 0).Average();
    }

    private static float Max(ReadOnlySpan<float> values)
    {
        var max = values[0];
        foreach (var v in values) max = Math.Max(max, v);
        return max;
    }

    /// <summary>Each class or label has a feature of its own that tells it; the rest is noise of very different sizes.</summary>
    private static (FeatureMatrix, Targets) Toy(ClassificationTask task, int classes, int rows, int seed, float? constant = null)
    {
        var random = new Random(seed);
        var values = new float[rows * Width];
        var labels = ImmutableArray.CreateBuilder<ImmutableArray<int>>(rows);
        for (var r = 0; r < rows; r++)
        {
            ImmutableArray<int> on = task == ClassificationTask.MultiLabel
                ? [.. Enumerable.Range(0, classes).Where(_ => random.Next(2) == 0)]
                : [r % classes];
            labels.Add(on);
            var row = values.AsSpan(r * Width, Width);
            for (var j = 0; j < Width; j++) row[j] = (random.NextSingle() - 0.5f) * MathF.Pow(10, (j % 5) - 2);
            foreach (var k in on) row[k] += 3 * MathF.Pow(10, (k % 5) - 2);
            if (constant is { } c) row[Width - 1] = c;
        }

        return (new FeatureMatrix(values, Width), new Targets(task, [.. Enumerable.Range(0, classes).Select(static k => $"class {k}")], labels.MoveToImmutable()));
    }
}
