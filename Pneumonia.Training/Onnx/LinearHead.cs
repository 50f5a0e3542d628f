using System.Collections.Immutable;

namespace Pneumonia.Training.Onnx;

/// <summary>A linear layer from F features to K logits: z = Wᵀf + b.</summary>
internal sealed record LinearHead
{
    /// <summary>Copies the numbers.</summary>
    /// <param name="weights">F × K, row-major by feature: the weight of feature f for output k lies at f · K + k.</param>
    /// <param name="bias">K values.</param>
    /// <exception cref="ArgumentException">
    /// There are no outputs, the weights aren't a multiple of them, or a number isn't finite.
    /// </exception>
    internal LinearHead(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        if (bias.IsEmpty || weights.IsEmpty || weights.Length % bias.Length != 0)
        {
            throw new ArgumentException(
                $"weights must be features × outputs; found {weights.Length} weights for {bias.Length} outputs", nameof(weights));
        }

        Weights = [.. weights];
        Bias = [.. bias];
        if (Weights.Concat(Bias).Any(value => !float.IsFinite(value)))
            throw new ArgumentException("weights and bias must be finite; found one that isn't", nameof(weights));
    }

    /// <value>F × K, row-major by feature.</value>
    internal ImmutableArray<float> Weights { get; }

    /// <value>K values.</value>
    internal ImmutableArray<float> Bias { get; }

    /// <value>F.</value>
    internal int Features => Weights.Length / Bias.Length;

    /// <value>K.</value>
    internal int Outputs => Bias.Length;

    /// <summary>The head whose logits are the mean of the given heads' logits; all of one shape.</summary>
    internal static (double[] Weights, double[] Bias) ScaledSum(IReadOnlyList<LinearHead> heads, double factor)
    {
        var weights = new double[heads[0].Weights.Length];
        var bias = new double[heads[0].Outputs];
        foreach (var head in heads)
        {
            for (var i = 0; i < weights.Length; i++)
                weights[i] += factor * head.Weights[i];
            for (var k = 0; k < bias.Length; k++)
                bias[k] += factor * head.Bias[k];
        }

        return (weights, bias);
    }
}
