using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

[TestClass]
public sealed class CheckpointFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pneumonia-checkpoint-").FullName;

    private string Path => System.IO.Path.Combine(folder, "checkpoint");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void Read_WhatWasWritten_GivesItBack()
    {
        CheckpointFile.Write(Path, Sample);
        var read = CheckpointFile.Read(Path);
        Assert.AreEqual(Sample.Key, read.Key);
        Assert.AreEqual(Sample.Step, read.Step);
        Assert.AreSequenceEqual(Sample.Curve, read.Curve);
        Assert.AreSequenceEqual(Sample.Notes, read.Notes);
        Assert.IsNull(read.Best);
        foreach (var (expected, found) in new[] { (Sample.Weights, read.Weights), (Sample.Average!, read.Average!), (Sample.FirstMoments, read.FirstMoments) })
            Assert.AreSequenceEqual(expected["a"], found["a"]);
        Assert.HasCount(1, Directory.GetFiles(folder), "A part was left behind.");
    }

    [TestMethod]
    public void Read_AnyByteChanged_IsRefused()
    {
        CheckpointFile.Write(Path, Sample);
        var bytes = File.ReadAllBytes(Path);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x20;
            File.WriteAllBytes(Path, damaged);
            Assert.ThrowsExactly<InvalidDataException>(() => CheckpointFile.Read(Path), $"Byte {i} of {bytes.Length}.");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(20)]
    [DataRow(100)]
    [DataRow(-1)]
    public void Read_Truncated_IsRefused(int length)
    {
        CheckpointFile.Write(Path, Sample);
        var bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..(length < 0 ? bytes.Length + length : length)]);
        Assert.ThrowsExactly<InvalidDataException>(() => CheckpointFile.Read(Path));
    }

    private static Checkpoint Sample { get; } = new()
    {
        Key = "key",
        Network = "network",
        Epoch = 2,
        Step = 77,
        BatchSize = 16,
        Curve = [new EpochFigures(1, 0.5, double.NaN, double.NaN), new EpochFigures(2, 0.25, 0.3, 0.9)],
        BestEpoch = 2,
        Notes = ["halved"],
        Weights = new NetworkWeights(new Dictionary<string, float[]> { ["a"] = [1, float.NaN, 3], ["b"] = [] }),
        Average = new NetworkWeights(new Dictionary<string, float[]> { ["a"] = [4, 5, 6] }),
        FirstMoments = new NetworkWeights(new Dictionary<string, float[]> { ["a"] = [7] }),
    };
}
