using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Augmentation;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Learning;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

/// <summary>Small images that a small network learns in a second: the positive ones have a bright spot.</summary>
internal sealed class Synthetic(int side) : IPixelSource
{
    public const int Images = 48;

    public int Side => side;

    public static Targets Targets { get; } = new(
        ClassificationTask.Binary, ["normal", "pneumonia"], [.. Enumerable.Range(0, Images).Select(i => ImmutableArray.Create(i % 3 == 0 ? 0 : 1))]);

    public static EndToEndOptions Options { get; } = new()
    {
        Network = NetworkSpec.Default with { Width = 4, Blocks = [1, 1], InputSize = 32 },
        Augmentation = AugmentationOptions.Default.WithStrength(0.2),
        Epochs = 3,
        BatchSize = 8,
        LearningRate = 5e-3,
        StoredScale = 1.25,
        WeightAverage = 0.9,
        Threads = 1,
        Seed = 3,
    };

    public void Read(int image, Span<byte> pixels)
    {
        var random = new ImageRandom(image);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Between(60, 120);
        if (Targets.Class(image) == 0) return;
        var middle = side / 2;
        for (var y = -side / 6; y < side / 6; y++)
        {
            for (var x = -side / 6; x < side / 6; x++) pixels[((middle + y) * side) + middle + x] = 240;
        }
    }

    public static TrainingJob Job(EndToEndOptions options, string? checkpoint = null, Action<int, int, int>? beforeStep = null) => new()
    {
        Options = options,
        Plan = NetworkPlan.Of(options.Network),
        Seed = options.Seed,
        Stored = new Synthetic(options.StoredSide),
        Exact = new Synthetic(options.Network.InputSize),
        Targets = Targets,
        Rows = [.. Enumerable.Range(0, 36)],
        HeldOut = [.. Enumerable.Range(36, 12)],
        DataKey = "synthetic",
        CheckpointPath = checkpoint,
        BeforeStep = beforeStep,
    };
}
