using System.Collections.Immutable;

namespace Pneumonia.Training.Torch.Networks;

/// <summary>A network as a list of steps; the last one makes the map whose mean is the features. Both builders walk this list.</summary>
internal sealed class NetworkPlan
{
    internal const string HeadWeight = "head/weight";
    internal const string HeadBias = "head/bias";

    internal NetworkPlan(NetworkSpec spec, ImmutableArray<Step> steps, int features, int lastStage)
        => (Spec, Steps, Features, LastStage) = (spec, steps, features, lastStage);

    internal NetworkSpec Spec { get; }

    internal ImmutableArray<Step> Steps { get; }

    /// <value>F: channels of the last map.</value>
    internal int Features { get; }

    /// <value>Number of the last stage; what follows it has the next one, and the head the one after that.</value>
    internal int LastStage { get; }

    internal int HeadStage => LastStage + 2;

    /// <summary>Lays out a network.</summary>
    /// <exception cref="TrainingOptionsException">The spec breaks a rule; all faults are listed.</exception>
    internal static NetworkPlan Of(NetworkSpec spec)
    {
        var faults = spec.Faults().ToList();
        if (faults.Count > 0) throw new TrainingOptionsException(faults);
        return spec.Family switch
        {
            NetworkFamily.MobileNetV2 => MobileNetV2Plan.Of(spec),
            NetworkFamily.Vgg => VggPlan.Of(spec),
            _ => ResNetV2Plan.Of(spec),
        };
    }

    /// <summary>Every tensor of the network and of a head of so many outputs, in a fixed order.</summary>
    internal IEnumerable<TensorSlot> Slots(int outputs)
    {
        foreach (var slot in BackboneSlots()) yield return slot;
        yield return new TensorSlot(HeadWeight, [outputs, Features], TensorRole.Weight, HeadStage);
        yield return new TensorSlot(HeadBias, [outputs], TensorRole.Affine, HeadStage);
    }

    /// <summary>Every tensor of the network without its head.</summary>
    internal IEnumerable<TensorSlot> BackboneSlots()
    {
        foreach (var step in Steps)
        {
            switch (step)
            {
                case Step.Convolution c:
                    yield return new TensorSlot(c.Weight, c.Shape, TensorRole.Weight, c.Stage);
                    break;
                case Step.BatchNorm b:
                    yield return new TensorSlot(b.Scale, [b.Channels], TensorRole.Affine, b.Stage);
                    yield return new TensorSlot(b.Shift, [b.Channels], TensorRole.Affine, b.Stage);
                    yield return new TensorSlot(b.Mean, [b.Channels], TensorRole.Statistic, b.Stage);
                    yield return new TensorSlot(b.Variance, [b.Channels], TensorRole.Statistic, b.Stage);
                    break;
            }
        }
    }

    /// <summary>How many steps read each step's result.</summary>
    internal int[] Readers()
    {
        var readers = new int[Steps.Length];
        foreach (var step in Steps)
        {
            if (step.Input >= 0) readers[step.Input]++;
            if (step is Step.Sum sum) readers[sum.Other]++;
        }

        return readers;
    }
}
