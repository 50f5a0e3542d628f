using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Networks;

/// <summary>A network as a TorchSharp module: the same steps as its ONNX graph, from grey pixels [N, 1, S, S] to logits [N, K].</summary>
internal sealed class TorchNetwork : nn.Module<Tensor, Tensor>
{
    private readonly NetworkPlan plan;
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
    private readonly int firstTrainedStage;
    private readonly bool mixedPrecision;
    private readonly Tensor factors;
    private readonly Tensor offsets;

    /// <param name="plan">What to build.</param>
    /// <param name="weights">Its numbers, head included.</param>
    /// <param name="outputs">K.</param>
    /// <param name="device">Where it lives.</param>
    /// <param name="firstTrainedStage">Stages before this one keep their weights and statistics.</param>
    /// <param name="mixedPrecision">Whether convolutions run in bfloat16; the weights stay float32.</param>
    /// <param name="channelsLast">Whether channels lie innermost in memory.</param>
    internal TorchNetwork(
        NetworkPlan plan, NetworkWeights weights, int outputs, Device device, int firstTrainedStage = 0, bool mixedPrecision = false, bool channelsLast = false)
        : base(plan.Spec.Name)
    {
        weights.Require(plan, outputs);
        (this.plan, this.firstTrainedStage, this.mixedPrecision) = (plan, firstTrainedStage, mixedPrecision);
        Slots = [.. plan.Slots(outputs)];
        foreach (var slot in Slots)
        {
            var tensor = Make(weights[slot.Name], slot, device, channelsLast);
            // Registered names may not hold dots; slashes are fine.
            if (slot.Role == TensorRole.Statistic)
            {
                tensors[slot.Name] = tensor;
                register_buffer(slot.Name, tensor);
            }
            else
            {
                var parameter = new Parameter(tensor, requires_grad: slot.Stage >= firstTrainedStage);
                tensors[slot.Name] = parameter;
                register_parameter(slot.Name, parameter);
            }
        }

        var (f, o) = InputConstants.Of((Step.Normalise)plan.Steps[0]);
        factors = torch.tensor(f, [1, f.Length, 1, 1], device: device);
        offsets = torch.tensor(o, [1, o.Length, 1, 1], device: device);
    }

    internal IReadOnlyList<TensorSlot> Slots { get; }

    internal Tensor this[TensorSlot slot] => tensors[slot.Name];

    /// <summary>Parameters that are trained, in their fixed order.</summary>
    internal IEnumerable<Parameter> Trained(TensorRole role)
        => Slots.Where(slot => slot.Role == role && slot.Stage >= firstTrainedStage).Select(slot => (Parameter)tensors[slot.Name]);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var results = new Tensor[plan.Steps.Length];
        for (var i = 0; i < results.Length; i++) results[i] = Run(plan.Steps[i], input, results);
        // The head is small and decides: it stays in full precision.
        var features = results[^1].to(ScalarType.Float32).mean([2, 3]);
        return nn.functional.linear(features, tensors[NetworkPlan.HeadWeight], tensors[NetworkPlan.HeadBias]);
    }

    /// <value>Whether normalisations of trained layers came folded into their convolutions, so that their statistics were never measured.</value>
    internal bool HasFoldedStatistics => plan.Steps.OfType<Step.BatchNorm>().Any(IsFolded);

    /// <summary>
    /// Measures mean and variance of what enters each folded normalisation and changes scale and shift so that the function stays the same. Without this
    /// the first training step would normalise by statistics that the weights never knew.
    /// </summary>
    /// <param name="pixels">A batch [N, 1, S, S], large enough to stand for all.</param>
    internal void MeasureFoldedStatistics(Tensor pixels)
    {
        using var quiet = no_grad();
        var folded = plan.Steps.OfType<Step.BatchNorm>().Where(IsFolded).ToHashSet();
        var results = new Tensor[plan.Steps.Length];
        eval();
        using Scalar epsilon = Step.BatchNorm.Epsilon;
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Run(plan.Steps[i], pixels, results);
            if (plan.Steps[i] is not Step.BatchNorm b || !folded.Contains(b)) continue;
            var input = results[b.Input].to(ScalarType.Float32);
            var (mean, variance) = (input.mean([0, 2, 3]), input.var([0, 2, 3], unbiased: false));
            tensors[b.Mean].copy_(mean);
            tensors[b.Variance].copy_(variance);
            tensors[b.Scale].copy_((variance + epsilon).sqrt());
            tensors[b.Shift].add_(mean);
        }
    }

    /// <summary>A copy of the numbers.</summary>
    internal NetworkWeights Weights() => Read(Slots, slot => tensors[slot.Name]);

    internal static NetworkWeights Read(IReadOnlyList<TensorSlot> slots, Func<TensorSlot, Tensor> tensor)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var slot in slots) values[slot.Name] = tensor(slot).detach().cpu().contiguous().data<float>().ToArray();
        return new NetworkWeights(values);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            factors.Dispose();
            offsets.Dispose();
        }

        base.Dispose(disposing);
    }

    // Only BackboneWeights writes this scale: a fresh normalisation has exactly 1.
    private bool IsFolded(Step.BatchNorm b)
        => b.Stage >= firstTrainedStage && tensors[b.Scale].detach().cpu().data<float>().All(static s => s == Step.BatchNorm.FoldedScale);

    private static Tensor Make(float[] values, TensorSlot slot, Device device, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        var tensor = torch.tensor(values, slot.Shape, device: device);
        // Permuting there, copying and permuting back is what memory_format=channels_last does, which TorchSharp doesn't offer.
        if (channelsLast && slot.Shape.Length == 4) tensor = tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        return tensor.MoveToOuterDisposeScope();
    }

    private Tensor Run(Step step, Tensor pixels, Tensor[] results) => step switch
    {
        Step.Normalise n => Normalise(n, pixels),
        Step.Convolution c => nn.functional.conv2d(
            results[c.Input], Cast(tensors[c.Weight]), null, [c.Stride, c.Stride], [c.Padding, c.Padding], [1, 1], c.Groups),
        Step.BatchNorm b => nn.functional.batch_norm(
            results[b.Input], tensors[b.Mean], tensors[b.Variance], tensors[b.Scale], tensors[b.Shift],
            training && b.Stage >= firstTrainedStage, Step.BatchNorm.Momentum, Step.BatchNorm.Epsilon),
        Step.Relu { CappedAtSix: true } r => nn.functional.relu6(results[r.Input]),
        Step.Relu r => nn.functional.relu(results[r.Input]),
        Step.MaxPool p => nn.functional.max_pool2d(results[p.Input], [p.Kernel, p.Kernel], [p.Stride, p.Stride], [p.Padding, p.Padding]),
        Step.Sum s => results[s.Input] + results[s.Other],
        _ => throw new InvalidOperationException($"No TorchSharp form of {step}."),
    };

    private Tensor Normalise(Step.Normalise step, Tensor pixels)
    {
        if (step.Kind == InputNormalisation.Standardised)
        {
            // Held while libtorch reads it: a scalar made on the way may be collected meanwhile (seen once in 312 trainings).
            using Scalar floor = 1;
            var centred = pixels - pixels.mean([1, 2, 3], keepdim: true);
            pixels = centred / (centred.square().mean([1, 2, 3], keepdim: true) + floor).sqrt();
        }

        return Cast((pixels * factors) + offsets);
    }

    private Tensor Cast(Tensor tensor) => mixedPrecision ? tensor.to(ScalarType.BFloat16) : tensor;
}
