using System.Collections.Immutable;
using System.Diagnostics;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Engines.FrozenFeatures;
using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Pipeline;

[TestClass]
public sealed class HeadCancellationTests
{
    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    public void Train_CancelledInTheMiddle_StopsSoon(ClassificationTask task)
    {
        const int Rows = 5000, Width = 1024;
        var random = new Random(1);
        var features = new FeatureMatrix([.. Enumerable.Range(0, Rows * Width).Select(_ => random.NextSingle())], Width);
        ImmutableArray<string> classes = task == ClassificationTask.Binary ? ["A", "B"] : ["A", "B", "C", "D"];
        var targets = new Targets(task, classes, [.. Enumerable.Range(0, Rows).Select(_ => ImmutableArray.Create(random.Next(classes.Length)))]);
        using var cancel = new CancellationTokenSource();
        cancel.CancelAfter(TimeSpan.FromMilliseconds(30));
        var started = Stopwatch.GetTimestamp();

        // Noise and hardly a penalty: many passes, each a few tens of milliseconds.
        Assert.Throws<OperationCanceledException>(
            () => HeadTrainer.Train(features, targets, [.. Enumerable.Range(0, Rows)], new HeadOptions(1e-6, 1), 1, cancel.Token));

        Assert.IsLessThan(TimeSpan.FromSeconds(3), Stopwatch.GetElapsedTime(started));
    }
}
