using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Networks;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>Measures, by a few steps on noise, how fast this machine trains a network.</summary>
internal static class SpeedProbe
{
    private const int Steps = 3;
    private const int Outputs = 1;

    /// <returns>Images a second.</returns>
    internal static double Measure(EndToEndOptions options, TimeProvider time, CancellationToken cancellation)
    {
        set_num_threads(options.EffectiveThreads);
        var device = Devices.Choose(options.Device);
        var plan = NetworkPlan.Of(options.Network);
        using var network = new TorchNetwork(
            plan, WeightInitializer.Random(plan, Outputs, options.Seed), Outputs, device,
            mixedPrecision: Devices.MixesPrecision(options, device), channelsLast: Devices.LaysChannelsLast(options, device));
        using var step = new NetworkStep(network, options, ClassificationTask.Binary, device);
        var batch = Noise(options);

        // The first step also sets up what later ones use again.
        step.Run(batch, 1, options.LearningRate);
        _ = step.MeanLoss();
        var started = time.GetTimestamp();
        for (var i = 0; i < Steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            step.Run(batch, i + 2, options.LearningRate);
        }

        // Reading the loss waits for a device that works on its own.
        _ = step.MeanLoss();
        return Steps * batch.Count / Math.Max(1e-6, time.GetElapsedTime(started).TotalSeconds);
    }

    private static TrainingBatch Noise(EndToEndOptions options)
    {
        var batch = new TrainingBatch(options.BatchSize, options.Network.InputSize * options.Network.InputSize, Outputs);
        var random = new Random(options.Seed);
        for (var i = 0; i < batch.Pixels.Length; i++) batch.Pixels[i] = random.Next(256);
        for (var i = 0; i < batch.Count; i++) (batch.TargetsOf(i)[0], batch.WeightsOf(i)[0]) = (i % 2, 1);
        return batch;
    }
}
