using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Training;
using Pneumonia.Training.Torch.Engine;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Benchmarks.Endurance;

/// <summary>Trains small models, each from nothing in a work folder of its own: linear heads, and every fourth time a small network on libtorch.</summary>
internal sealed class SoakTraining(string data, string scratch)
{
    private const int TorchEvery = 4;
    private static readonly NetworkSpec Small = NetworkSpec.Default with { InputSize = 64, Width = 8 };
    private readonly bool torch = TorchFolder.Check().Available;
    private int trained;

    public bool UsesTorch => torch;

    /// <returns>Path of the new model; the caller takes it away.</returns>
    public async Task<string> TrainAsync()
    {
        var number = trained++;
        var (work, model) = (Path.Combine(scratch, "work"), Path.Combine(scratch, "trained.zip"));
        var pipeline = TrainingPipeline.Create().FromFolder(data).WithSeed(number).RememberIn(work).SaveTo(model);
        pipeline = torch && number % TorchEvery == TorchEvery - 1
            ? pipeline.WithBudget(maxTrials: 1).UseEndToEnd(static o => o with { Training = o.Training with { Network = Small, Epochs = 1, Members = 1 } })
            : pipeline.WithBudget(maxTrials: 2).UseFrozenFeatures();
        await pipeline.Build().RunAsync();
        Directory.Delete(work, recursive: true);
        return model;
    }
}
