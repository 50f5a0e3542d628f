using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Learning;
using Pneumonia.Training.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pneumonia.Benchmarks.Learning;

/// <summary>A training step of the default network beside the bare one: forward, loss, backward and TorchSharp's own AdamW on tensors that are there.</summary>
internal static class StepRows
{
    private const string What = "end-to-end step";
    private const string Bare = "bare libtorch step";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        var check = TorchFolder.Check();
        return check.Available ? [await MeasureAsync(inputs)] : [Row.Skipped(What, $"{check.Reason} {check.Remedy}")];
    }

    private static async Task<Row> MeasureAsync(AllInputs inputs)
    {
        var options = new EndToEndOptions { Members = 1, Device = "cpu" };
        set_num_threads(Environment.ProcessorCount);
        var side = options.Network.InputSize;
        var batch = Noise(options.BatchSize, side);
        using var ours = Network(options);
        using var step = new NetworkStep(ours, options, ClassificationTask.Binary, CPU);
        using var bare = Network(options);
        using var optimiser = optim.AdamW(bare.parameters(), lr: options.LearningRate, weight_decay: options.WeightDecay);
        using var input = tensor(batch.Pixels, [batch.Count, 1, side, side]);
        using var targets = tensor(batch.Targets, [batch.Count, 1]);
        var number = 0L;
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            Contender.Repeat("ours", inputs.Options.Turn, () =>
            {
                step.Run(batch, ++number, options.LearningRate);
                return batch.Count;
            }),
            Contender.Repeat(Bare, inputs.Options.Turn, () =>
            {
                using var scope = NewDisposeScope();
                optimiser.zero_grad();
                var loss = nn.functional.binary_cross_entropy_with_logits(bare.forward(input), targets);
                loss.backward();
                optimiser.step();
                return batch.Count;
            }));
        return Row.Of($"{What}, {options.Network.Name}, batch {batch.Count}", turns, Bare, null, "images/s");
    }

    private static TorchNetwork Network(EndToEndOptions options)
    {
        var plan = NetworkPlan.Of(options.Network);
        return new TorchNetwork(plan, WeightInitializer.Random(plan, 1, options.Seed), 1, CPU);
    }

    private static TrainingBatch Noise(int count, int side)
    {
        var batch = new TrainingBatch(count, side * side, 1);
        var random = new Random(1);
        for (var i = 0; i < batch.Pixels.Length; i++) batch.Pixels[i] = random.Next(256);
        for (var i = 0; i < count; i++) (batch.TargetsOf(i)[0], batch.WeightsOf(i)[0]) = (i % 2, 1);
        return batch;
    }
}
