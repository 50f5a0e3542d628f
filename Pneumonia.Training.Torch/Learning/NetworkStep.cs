using Pneumonia.Model;
using Pneumonia.Training.Torch.Images;
using Pneumonia.Training.Torch.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>One step on one batch: forward, loss, backward, clipped update.</summary>
internal sealed class NetworkStep : IDisposable
{
    // Reading a number back stops a CUDA device until all its work is done.
    private const int CudaLossInterval = 16;

    private readonly TorchNetwork network;
    private readonly EndToEndOptions options;
    private readonly ClassificationTask task;
    private readonly Device device;
    private readonly Parameter[] parameters;
    private readonly Tensor lossSum;
    private int steps;

    internal NetworkStep(TorchNetwork network, EndToEndOptions options, ClassificationTask task, Device device)
    {
        (this.network, this.options, this.task, this.device) = (network, options, task, device);
        Optimiser = new AdamW(network, options.WeightDecay);
        parameters = [.. Optimiser.Parameters.Cast<Parameter>()];
        lossSum = zeros(1, device: device);
    }

    internal AdamW Optimiser { get; }

    /// <summary>Begins an epoch's mean.</summary>
    internal void Restart()
    {
        steps = 0;
        using var quiet = no_grad();
        lossSum.zero_();
    }

    /// <param name="batch">What to learn from.</param>
    /// <param name="number">Number of the step since the training began, 1 for the first.</param>
    /// <param name="learningRate">Of this step.</param>
    /// <returns>Whether the loss is still finite, as far as it was looked at.</returns>
    internal bool Run(TrainingBatch batch, long number, double learningRate)
    {
        using var scope = NewDisposeScope();
        var side = options.Network.InputSize;
        var outputs = batch.Targets.Length / batch.Count;
        var input = tensor(batch.Pixels, [batch.Count, 1, side, side], device: device);
        var targets = tensor(batch.Targets, [batch.Count, outputs], device: device);
        var weights = tensor(batch.Weights, [batch.Count, outputs], device: device);

        Optimiser.ClearGradients();
        var loss = Loss.Of(task, network.forward(input), targets, weights);
        loss.backward();
        if (double.IsFinite(options.GradientClip)) nn.utils.clip_grad_norm_(parameters, options.GradientClip);
        Optimiser.Update(number, learningRate);

        using var quiet = no_grad();
        lossSum.add_(loss.detach());
        steps++;
        return (device.type != DeviceType.CPU && steps % CudaLossInterval != 0) || double.IsFinite(MeanLoss());
    }

    /// <summary>Mean loss of the steps since <see cref="Restart"/>.</summary>
    internal double MeanLoss() => lossSum.cpu().item<float>() / (double)Math.Max(1, steps);

    public void Dispose()
    {
        Optimiser.Dispose();
        lossSum.Dispose();
    }
}
