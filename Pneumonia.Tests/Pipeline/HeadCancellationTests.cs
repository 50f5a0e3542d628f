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
    public void Train_CancelledInTheMiddle_StopsWithinASecond(ClassificationTask task)
    {
        const int Rows = 3000, Width = 1024;
        var random = new Random(1);
        var features = new FeatureMatrix([.. Enumerable.Range(0, Rows * Width).Select(_ => random.NextSingle())], Width);
        var targets = new Targets(task, ["A", "B"], [.. Enumerable.Range(0, Rows).Select(_ => ImmutableArray.Create(random.Next(2)))]);
        using var cancel = new CancellationTokenSource();
        cancel.CancelAfter(TimeSpan.FromMilliseconds(300));
        var started = Stopwatch.GetTimestamp();

        // Noise and no penalty: hundreds of passes.
        Assert.Throws<OperationCanceledException>(
            () => HeadTrainer.Train(features, targets, [.. Enumerable.Range(0, Rows)], new HeadOptions(1e-6, 1), 1, cancel.Token));

        Assert.IsLessThan(TimeSpan.FromSeconds(2), Stopwatch.GetElapsedTime(started));
    }
}
