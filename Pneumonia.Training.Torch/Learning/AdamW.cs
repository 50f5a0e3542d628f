using Pneumonia.Training.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>
/// Adam with decoupled weight decay (arXiv 1711.05101). TorchSharp's own can't save the state of weights whose channels lie innermost; here the moments
/// are plain numbers by name, and a checkpoint holds them like weights.
/// </summary>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly TorchNetwork network;
    private readonly List<TensorSlot> slots;
    private readonly Dictionary<string, Tensor> first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> second = new(StringComparer.Ordinal);
    private readonly double weightDecay;

    internal AdamW(TorchNetwork network, double weightDecay)
    {
        (this.network, this.weightDecay) = (network, weightDecay);
        slots = [.. network.Slots.Where(slot => network[slot].requires_grad)];
        using var quiet = no_grad();
        foreach (var slot in slots) (first[slot.Name], second[slot.Name]) = (zeros_like(network[slot]), zeros_like(network[slot]));
    }

    internal IEnumerable<Tensor> Parameters => slots.Select(slot => network[slot]);

    internal NetworkWeights FirstMoments => TorchNetwork.Read(slots, slot => first[slot.Name]);

    internal NetworkWeights SecondMoments => TorchNetwork.Read(slots, slot => second[slot.Name]);

    internal void Restore(NetworkWeights firstMoments, NetworkWeights secondMoments)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        foreach (var slot in slots)
        {
            first[slot.Name].copy_(tensor(firstMoments[slot.Name], slot.Shape));
            second[slot.Name].copy_(tensor(secondMoments[slot.Name], slot.Shape));
        }
    }

    internal void ClearGradients()
    {
        foreach (var slot in slots) network[slot].grad = null;
    }

    /// <param name="step">Number of this step, 1 for the first: early moments are scaled up by it.</param>
    /// <param name="learningRate">Of this step.</param>
    internal void Update(long step, double learningRate)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var (correction1, correction2) = (1 - Math.Pow(Beta1, step), Math.Sqrt(1 - Math.Pow(Beta2, step)));
        // Held until the step is done: a number that becomes a scalar on the way into libtorch may be collected while libtorch still reads it.
        using Scalar beta1 = Beta1, rest1 = 1 - Beta1, beta2 = Beta2, rest2 = 1 - Beta2, decay = 1 - (learningRate * weightDecay);
        using Scalar scale2 = correction2, epsilon = Epsilon, rate = -learningRate / correction1;
        foreach (var slot in slots)
        {
            if (network[slot].grad is not { } gradient) continue;
            var (weight, m, v) = (network[slot], first[slot.Name], second[slot.Name]);
            m.mul_(beta1).add_(gradient, rest1);
            v.mul_(beta2).addcmul_(gradient, gradient, rest2);
            // Scales, shifts and biases are not pulled towards 0.
            if (slot.Role == TensorRole.Weight && weightDecay > 0) weight.mul_(decay);
            weight.addcdiv_(m, v.sqrt().div_(scale2).add_(epsilon), rate);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in first.Values.Concat(second.Values)) tensor.Dispose();
    }
}
