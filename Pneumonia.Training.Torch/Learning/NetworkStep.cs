using Pneumonia.Model;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>One step of AdamW on one batch: forward, loss, backward, clipped update.</summary>
internal sealed class NetworkStep : IDisposable
{
    // Reading a number back stops a CUDA device until all its work is done.
    private const int CudaLossInterval = 16;

    private readonly TorchNetwork network;
    private readonly EndToEndOptions options;
    private readonly ClassificationTask task;
    private readonly Device device;
    private readonly AdamW optimiser;
    private readonly Parameter[] parameters;
    private readonly Tensor lossSum;
    private int steps;

    internal NetworkStep(TorchNetwork network, EndToEndOptions options, ClassificationTask task, Device device)
    {
        (this.network, this.options, this.task, this.device) = (network, options, task, device);
        var (kernels, affine) = (network.Trained(TensorRole.Weight).ToArray(), network.Trained(TensorRole.Affine).ToArray());
        parameters = [.. kernels, .. affine];
        optimiser = new AdamW(
            [new AdamW.ParamGroup(kernels, weight_decay: options.WeightDecay), new AdamW.ParamGroup(affine, weight_decay: 0)], options.LearningRate);
        lossSum = zeros(1, device: device);
    }

    /// <summary>Begins an epoch's mean.</summary>
    internal void Restart()
    {
        steps = 0;
        using var quiet = no_grad();
        lossSum.zero_();
    }

    /// <returns>Whether the loss is still finite, as far as it was looked at.</returns>
    internal bool Run(TrainingBatch batch, int side, double learningRate)
    {
        using var scope = NewDisposeScope();
        foreach (var group in optimiser.ParamGroups) group.LearningRate = learningRate;
        var input = tensor(batch.Pixels, [batch.Count, 1, side, side], device: device);
        var outputs = batch.Targets.Length / batch.Count;
        var targets = tensor(batch.Targets, [batch.Count, outputs], device: device);
        var weights = tensor(batch.Weights, [batch.Count, outputs], device: device);

        optimiser.zero_grad();
        var loss = Loss.Of(task, network.forward(input), targets, weights);
        loss.backward();
        if (double.IsFinite(options.GradientClip)) nn.utils.clip_grad_norm_(parameters, options.GradientClip);
        optimiser.step();

        using var quiet = no_grad();
        lossSum.add_(loss.detach());
        steps++;
        return (device.type != DeviceType.CPU && steps % CudaLossInterval != 0) || double.IsFinite(MeanLoss());
    }

    /// <summary>Mean loss of the steps since <see cref="Restart"/>.</summary>
    internal double MeanLoss() => lossSum.cpu().item<float>() / (double)Math.Max(1, steps);

    internal byte[] SaveOptimiser()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        optimiser.save_state_dict(writer);
        writer.Flush();
        return memory.ToArray();
    }

    internal void RestoreOptimiser(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state));
        optimiser.load_state_dict(reader);
        optimiser.to(device);
    }

    public void Dispose()
    {
        optimiser.Dispose();
        lossSum.Dispose();
    }
}
