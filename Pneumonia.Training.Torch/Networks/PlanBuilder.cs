using System.Collections.Immutable;

namespace Pneumonia.Training.Torch.Networks;

/// <summary>Lays out steps one after the other; each call returns the position of its result.</summary>
internal sealed class PlanBuilder
{
    private readonly NetworkSpec spec;
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();

    internal PlanBuilder(NetworkSpec spec)
    {
        this.spec = spec;
        steps.Add(new Step.Normalise("input", spec.Normalisation, spec.Channels));
    }

    /// <value>The stage that new steps belong to.</value>
    internal int Stage { get; set; }

    internal int Convolution(string name, int input, int from, int to, int kernel, int stride = 1, int groups = 1)
        => Add(new Step.Convolution(name, Stage, input, from, to, kernel, stride, groups));

    internal int Norm(string name, int input, int channels) => Add(new Step.BatchNorm(name, Stage, input, channels));

    internal int Relu(string name, int input, bool cappedAtSix = false) => Add(new Step.Relu(name, Stage, input, cappedAtSix));

    internal int NormRelu(string name, int input, int channels) => Relu($"{name}-relu", Norm(name, input, channels));

    internal int MaxPool(string name, int input, int kernel, int stride, int padding) => Add(new Step.MaxPool(name, Stage, input, kernel, stride, padding));

    internal int Sum(string name, int input, int other) => Add(new Step.Sum(name, Stage, input, other));

    internal NetworkPlan Build(int features, int lastStage) => new(spec, steps.ToImmutable(), features, lastStage);

    private int Add(Step step)
    {
        steps.Add(step);
        return steps.Count - 1;
    }
}
