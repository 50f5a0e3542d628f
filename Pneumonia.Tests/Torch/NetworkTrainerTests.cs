using System.Runtime.InteropServices;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Augmentation;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Learning;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

[TestClass]
[TestCategory("Torch")]
public sealed class NetworkTrainerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pneumonia-torch-").FullName;

    public TestContext TestContext { get; set; } = null!;

    private string Path => System.IO.Path.Combine(folder, "checkpoint");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [TestInitialize]
    public void RequireTorch() => TorchTest.Require();

    [TestMethod]
    public void Train_EasyTask_IsLearned()
    {
        var result = Train(Synthetic.Job(Synthetic.Options with { Epochs = 8 }));
        Assert.HasCount(8, result.Curve);
        Assert.IsGreaterThan(0.95, result.Curve[^1].ValidationAuc);
        Assert.IsLessThan(result.Curve[0].Loss, result.Curve[^1].Loss);
        Assert.IsEmpty(result.Notes);
    }

    [TestMethod]
    public void Train_TrainedWeights_AgreeBetweenTorchAndOnnx()
    {
        var job = Synthetic.Job(Synthetic.Options);
        var weights = Train(job).Weights;
        ParityTests.Agree(job.Plan, weights, weights, 1);
    }

    [TestMethod]
    public void Train_Twice_GivesTheSameBits() => AssertSame(Train(Synthetic.Job(Synthetic.Options)), Train(Synthetic.Job(Synthetic.Options)));

    [TestMethod]
    [DataRow(2, 0)]
    [DataRow(2, 3)]
    [DataRow(3, 1)]
    public void Train_KilledAndGoneOn_EndsWithTheSameBits(int epoch, int step)
    {
        var options = Synthetic.Options with { Mixup = 0.4, Patience = 3, ChannelsLast = step == 3 };
        var whole = Train(Synthetic.Job(options));
        Assert.ThrowsExactly<InvalidTimeZoneException>(() => Train(Synthetic.Job(options, Path, (e, s, _) =>
        {
            if ((e, s) == (epoch, step)) throw new InvalidTimeZoneException("killed");
        })));
        var first = 0;
        var resumed = Train(Synthetic.Job(options, Path, (e, _, _) => first = first == 0 ? e : first));
        Assert.AreEqual(epoch, first, "The training did not go on where it was.");
        AssertSame(whole, resumed);
        Assert.AreSequenceEqual(whole.Curve, resumed.Curve);
    }

    [TestMethod]
    public void Train_EndedCheckpoint_TrainsNoStep()
    {
        var whole = Train(Synthetic.Job(Synthetic.Options, Path));
        AssertSame(whole, Train(Synthetic.Job(Synthetic.Options, Path, (_, _, _) => Assert.Fail("A step was trained."))));
    }

    [TestMethod]
    public void Train_CheckpointOfAnotherNetwork_SaysSoAndBeginsAnew()
    {
        Train(Synthetic.Job(Synthetic.Options with { Network = Synthetic.Options.Network with { Width = 8 }, Epochs = 1 }, Path));
        var result = Train(Synthetic.Job(Synthetic.Options, Path));
        Assert.Contains("another network (resnetv2-1.1-w8-32-standardised, not resnetv2-1.1-w4-32-standardised)", result.Notes.Single());
        AssertSame(Train(Synthetic.Job(Synthetic.Options)), result);
    }

    [TestMethod]
    public void Train_CheckpointOfOtherOptions_SaysSoAndBeginsAnew()
    {
        Train(Synthetic.Job(Synthetic.Options with { Augmentation = AugmentationOptions.None, Epochs = 1 }, Path));
        Assert.Contains("other options", Train(Synthetic.Job(Synthetic.Options, Path)).Notes.Single());
    }

    [TestMethod]
    public void Train_DamagedCheckpoint_SaysSoAndBeginsAnew()
    {
        Train(Synthetic.Job(Synthetic.Options, Path));
        var bytes = File.ReadAllBytes(Path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path, bytes);
        Assert.Contains("damaged", Train(Synthetic.Job(Synthetic.Options, Path)).Notes.Single());
    }

    [TestMethod]
    public void Train_OutOfMemory_HalvesTheBatchAndSaysSo()
    {
        var sizes = new HashSet<int>();
        var result = Train(Synthetic.Job(Synthetic.Options, Path, (epoch, _, batch) =>
        {
            sizes.Add(batch);
            if (epoch == 2 && batch > 4) throw new AllocationException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 byte.");
        }));
        Assert.AreSequenceEqual([8, 4], sizes);
        Assert.Contains("halved to 4", result.Notes.Single());
        Assert.HasCount(3, result.Curve);
    }

    [TestMethod]
    public void Train_OutOfMemoryEvenWithFewImages_GivesUpClearly()
    {
        var error = Assert.ThrowsExactly<EndToEndException>(() => Train(Synthetic.Job(Synthetic.Options, null, (_, _, _) => throw new AllocationException("CUDA out of memory"))));
        Assert.Contains("does not hold a training step of 4 images", error.Message);
    }

    [TestMethod]
    public void Train_LossBecomesNaN_KeepsTheLastGoodWeights()
    {
        // Epoch 1 went well; then the weights break, as a rate too high would break them.
        Assert.ThrowsExactly<InvalidTimeZoneException>(() => Train(Synthetic.Job(Synthetic.Options, Path, (epoch, _, _) =>
        {
            if (epoch == 2) throw new InvalidTimeZoneException("killed");
        })));
        var good = CheckpointFile.Read(Path);
        good.Weights.Values["stem/convolution/weight"][0] = float.NaN;
        CheckpointFile.Write(Path, good);

        var result = Train(Synthetic.Job(Synthetic.Options, Path));
        Assert.Contains("no longer a number in epoch 2, step 1", result.Notes.Single());
        Assert.Contains("weights of epoch 1 are kept", result.Notes.Single());
        Assert.HasCount(1, result.Curve);
        foreach (var (name, tensor) in good.Average!.Values) AssertClose(tensor, result.Weights[name], 0);
    }

    [TestMethod]
    public void Train_LossIsNaNAtOnce_IsRefused()
    {
        var job = Synthetic.Job(Synthetic.Options with { LabelSmoothing = 0 });
        var bad = Samples.Weights(job.Plan, 1, 1);
        bad.Values["stem/convolution/weight"][0] = float.NaN;
        var options = job.Options with { InitialWeights = NetworkGraph.Write(job.Plan, bad) };
        var error = Assert.ThrowsExactly<EndToEndException>(() => Train(job with { Options = options }));
        Assert.Contains("nothing is kept", error.Message);
    }

    [TestMethod]
    public void Train_OnlyTheHead_LeavesAllElseAsItWas()
    {
        var job = Synthetic.Job(Synthetic.Options with { Trained = TrainedLayers.Head });
        var start = WeightInitializer.Random(job.Plan, 1, job.Seed);
        var trained = Train(job).Weights;
        foreach (var slot in job.Plan.BackboneSlots()) AssertClose(start[slot.Name], trained[slot.Name], 1e-6f);
        Assert.AreNotEqual(start[NetworkPlan.HeadBias][0], trained[NetworkPlan.HeadBias][0]);
    }

    [TestMethod]
    public void Train_OnlyTheLastStage_LeavesTheFirstAsItWas()
    {
        var job = Synthetic.Job(Synthetic.Options with { Trained = TrainedLayers.LastStage });
        var start = WeightInitializer.Random(job.Plan, 1, job.Seed);
        var trained = Train(job).Weights;
        AssertClose(start["stage1/block1/convolution1/weight"], trained["stage1/block1/convolution1/weight"], 1e-6f);
        AssertClose(start["stage1/block1/norm1/mean"], trained["stage1/block1/norm1/mean"], 1e-6f);
        Assert.IsFalse(start["stage2/block1/convolution1/weight"].SequenceEqual(trained["stage2/block1/convolution1/weight"]));
    }

    [TestMethod]
    public void Train_NoBetterForLong_EndsEarlyWithTheBestWeights()
    {
        var result = Train(Synthetic.Job(Synthetic.Options with { Epochs = 40, Patience = 2, LearningRate = 1e-7 }));
        Assert.IsLessThan(40, result.Curve.Length);
        Assert.Contains("no better", result.Notes.Single());
    }

    [TestMethod]
    public void Train_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        var job = Synthetic.Job(Synthetic.Options, Path, (epoch, _, _) =>
        {
            if (epoch == 2) stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => NetworkTrainer.Train(job, stop.Token));
        Assert.AreEqual(1, CheckpointFile.Read(Path).Epoch);
    }

    private TrainedWeights Train(TrainingJob job) => NetworkTrainer.Train(job, TestContext.CancellationToken);

    private static void AssertSame(TrainedWeights expected, TrainedWeights found)
    {
        foreach (var (name, tensor) in expected.Weights.Values)
            Assert.IsTrue(MemoryMarshal.AsBytes<float>(tensor).SequenceEqual(MemoryMarshal.AsBytes<float>(found.Weights[name])), $"'{name}' differs.");
    }

    private static void AssertClose(float[] expected, float[] found, float tolerance)
    {
        for (var i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], found[i], tolerance);
    }

    private sealed class AllocationException(string message) : ExternalException(message);
}
