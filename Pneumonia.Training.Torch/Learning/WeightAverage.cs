using Pneumonia.Training.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>
/// A running average of the weights and statistics (Polyak and Juditsky 1992), which generalises better than their last state. Early steps count less
/// of the past, so that the random start is soon forgotten.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly TorchNetwork network;
    private readonly Dictionary<string, Tensor> averages = new(StringComparer.Ordinal);
    private readonly double decay;

    internal WeightAverage(TorchNetwork network, double decay)
    {
        (this.network, this.decay) = (network, decay);
        using var quiet = no_grad();
        foreach (var slot in network.Slots) averages[slot.Name] = network[slot].detach().clone();
    }

    /// <param name="step">Steps done since the training began, 1 after the first.</param>
    internal void Update(long step)
    {
        var share = 1 - Math.Min(decay, (1.0 + step) / (10.0 + step));
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        // Held until the step is done; see AdamW.
        using Scalar kept = 1 - share, added = share;
        foreach (var slot in network.Slots) averages[slot.Name].mul_(kept).add_(network[slot].detach(), added);
    }

    internal NetworkWeights Weights() => TorchNetwork.Read(network.Slots, slot => averages[slot.Name]);

    internal void Restore(NetworkWeights weights)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var slot in network.Slots) averages[slot.Name].copy_(tensor(weights[slot.Name], slot.Shape));
    }

    public void Dispose()
    {
        foreach (var tensor in averages.Values) tensor.Dispose();
    }
}
