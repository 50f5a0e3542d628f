using Pneumonia.Tests.Data;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Faults.Stores;

/// <summary>Checkpoints damaged at random are refused, or were not damaged at all. More of them: PNEUMONIA_TEST_CHECKPOINTS=20000.</summary>
[TestClass]
public sealed class CorruptedCheckpointTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Read_DamagedAtRandom_IsRefused()
    {
        var checkpoints = Extent.Of("PNEUMONIA_TEST_CHECKPOINTS", 1000);
        using var folder = new TempFolder();
        var path = folder.At("checkpoint");
        CheckpointFile.Write(path, Sample(1));
        var sound = File.ReadAllBytes(path);
        CheckpointFile.Write(path, Sample(2));
        var other = File.ReadAllBytes(path);
        var refused = 0;
        for (var i = 0; i < checkpoints; i++)
        {
            var random = new Random(i);
            var damaged = (i % 6) switch
            {
                0 => Damage.Flip(sound, random),
                1 => Damage.Flip(sound, random, most: 40),
                2 => Damage.Truncate(sound, random),
                3 => Damage.ZeroPage(sound, random, page: 512),
                4 => Damage.SwapPages(sound, random, page: 512),
                _ => Damage.Mutate(sound, random, other),
            };
            File.WriteAllBytes(path, damaged);
            try
            {
                CheckpointFile.Read(path);
                Assert.AreSequenceEqual(sound, damaged, $"Checkpoint {i} was believed.");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        TestContext.WriteLine($"{refused} of {checkpoints} were refused, the others unharmed.");
        Assert.IsGreaterThan(checkpoints / 2, refused);
    }

    private static Checkpoint Sample(int step) => new()
    {
        Key = "key",
        Network = "network",
        Epoch = 2,
        Step = step,
        BatchSize = 16,
        Curve = [new EpochFigures(1, 0.5, double.NaN, double.NaN)],
        BestEpoch = 1,
        Notes = [],
        Weights = new NetworkWeights(new Dictionary<string, float[]> { ["a"] = [.. Enumerable.Range(0, 700).Select(i => i * 0.1f)], ["b"] = [] }),
        FirstMoments = new NetworkWeights(new Dictionary<string, float[]> { ["a"] = new float[100] }),
    };
}
