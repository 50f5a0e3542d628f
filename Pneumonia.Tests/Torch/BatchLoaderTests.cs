using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Augmentation;
using Pneumonia.Training.Torch.Images;

namespace Pneumonia.Tests.Torch;

[TestClass]
public sealed class BatchLoaderTests
{
    public TestContext TestContext { get; set; } = null!;

    private static readonly ImmutableArray<int> Rows = [.. Enumerable.Range(0, Synthetic.Images)];

    [TestMethod]
    public void Epoch_AnyNumberOfThreads_GivesTheSameBatches()
    {
        var one = Batches(Synthetic.Options with { Threads = 1, Mixup = 0.5, Augmentation = AugmentationOptions.Default });
        var eight = Batches(Synthetic.Options with { Threads = 8, Mixup = 0.5, Augmentation = AugmentationOptions.Default });
        Assert.HasCount(Synthetic.Images / 8, one);
        for (var i = 0; i < one.Count; i++)
        {
            Assert.AreSequenceEqual(one[i].Pixels, eight[i].Pixels);
            Assert.AreSequenceEqual(one[i].Targets, eight[i].Targets);
        }
    }

    [TestMethod]
    public void Epoch_StreamedOrCached_GivesTheSameBatches()
    {
        var options = Synthetic.Options;
        var source = new Synthetic(options.StoredSide);
        var cached = CachedPixels.Load(source, Synthetic.Images, Rows, 2, null, TestContext.CancellationToken);
        Assert.IsInstanceOfType<Synthetic>(CachedPixels.Choose(source, Synthetic.Images, Rows, 100, 1, null, TestContext.CancellationToken));
        var (a, b) = (Batches(options, source), Batches(options, cached));
        for (var i = 0; i < a.Count; i++) Assert.AreSequenceEqual(a[i].Pixels, b[i].Pixels);
    }

    [TestMethod]
    public void Epoch_FaultWhilePreparing_ReachesTheReader()
    {
        var options = Synthetic.Options;
        var loader = new BatchLoader(new Unreadable(options.StoredSide), Targets(options), options, 1);
        Assert.Throws<Exception>(() => loader.Epoch(1, [.. Rows], 8, TestContext.CancellationToken).Count());
    }

    [TestMethod]
    public void Epoch_LeftEarly_EndsItsProducer()
    {
        var options = Synthetic.Options;
        var loader = new BatchLoader(new Synthetic(options.StoredSide), Targets(options), options, 1);
        Assert.HasCount(1, loader.Epoch(1, [.. Rows], 4, TestContext.CancellationToken).Take(1));
        Assert.HasCount(12, loader.Epoch(1, [.. Rows], 4, TestContext.CancellationToken));
    }

    [TestMethod]
    public void Order_Shuffled_HasEachRowOnceAndDependsOnTheEpoch()
    {
        var first = EpochOrder.Of(Rows, Synthetic.Targets, RowSampling.Shuffled, 1, 1);
        Assert.AreSequenceEqual(Rows, first.Order());
        Assert.AreSequenceEqual(first, EpochOrder.Of(Rows, Synthetic.Targets, RowSampling.Shuffled, 1, 1));
        Assert.IsFalse(first.SequenceEqual(EpochOrder.Of(Rows, Synthetic.Targets, RowSampling.Shuffled, 1, 2)));
    }

    [TestMethod]
    public void Order_Balanced_HasAsManyOfEachClass()
    {
        var order = EpochOrder.Of(Rows, Synthetic.Targets, RowSampling.Balanced, 1, 1);
        Assert.HasCount(Rows.Length, order);
        Assert.AreEqual(Rows.Length / 2, order.Count(row => Synthetic.Targets.Class(row) == 1));
        Assert.HasCount(16, order.Where(row => Synthetic.Targets.Class(row) == 0).Distinct());
    }

    [TestMethod]
    public void Targets_FullBalance_LetsClassesCountTheSame()
    {
        var soft = SoftTargets.Of(Synthetic.Targets, Rows, 0.1, 1);
        float WeightOf(int label) => Rows.Where(row => Synthetic.Targets.Class(row) == label).Sum(row => soft.WeightsOf(row)[0]);
        Assert.AreEqual(WeightOf(0), WeightOf(1), 1e-3f);
        Assert.AreEqual(0.05f, soft.Of(0)[0], 1e-6f);
        Assert.AreEqual(0.95f, soft.Of(1)[0], 1e-6f);
    }

    [TestMethod]
    public void Targets_MultiClass_SumToOneAndShareTheRowsWeight()
    {
        var targets = new Targets(ClassificationTask.MultiClass, ["a", "b", "c"], [[0], [1], [2], [2]]);
        var soft = SoftTargets.Of(targets, [0, 1, 2, 3], 0.3, 1);
        for (var row = 0; row < 4; row++)
        {
            Assert.AreEqual(1f, soft.Of(row).ToArray().Sum(), 1e-5f);
            Assert.HasCount(1, soft.WeightsOf(row).ToArray().Distinct());
        }

        Assert.AreEqual(2 * soft.WeightsOf(2)[0], soft.WeightsOf(0)[0], 1e-5f);
    }

    private List<TrainingBatch> Batches(EndToEndOptions options, IPixelSource? source = null)
    {
        var loader = new BatchLoader(source ?? new Synthetic(options.StoredSide), Targets(options), options, 7);
        // Copies: a batch's buffers are used again.
        return [.. loader.Epoch(2, [.. Rows], 8, TestContext.CancellationToken).Select(batch =>
        {
            var copy = new TrainingBatch(batch.Count, options.Network.InputSize * options.Network.InputSize, 1);
            batch.Pixels.CopyTo(copy.Pixels, 0);
            batch.Targets.CopyTo(copy.Targets, 0);
            return copy;
        })];
    }

    private static SoftTargets Targets(EndToEndOptions options) => SoftTargets.Of(Synthetic.Targets, Rows, options.LabelSmoothing, options.ClassBalance);

    private sealed class Unreadable(int side) : IPixelSource
    {
        public int Side => side;

        public void Read(int image, Span<byte> pixels) => throw new EndToEndException("gone");
    }
}
