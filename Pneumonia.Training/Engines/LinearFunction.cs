using System.Collections.Immutable;
using System.Numerics.Tensors;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Engines;

/// <summary>K linear functions of F features: logit k = weights of row k · features + bias k.</summary>
/// <param name="Weights">K × F values, one row an output.</param>
/// <param name="Biases">K values.</param>
internal sealed record LinearFunction(ImmutableArray<float> Weights, ImmutableArray<float> Biases)
{
    public int Outputs => Biases.Length;

    public int Width => Weights.Length / Biases.Length;

    public ReadOnlySpan<float> Output(int k) => Weights.AsSpan().Slice(k * Width, Width);

    /// <summary>Logits [rows, K] of the chosen rows.</summary>
    public float[] Apply(FeatureMatrix features, IReadOnlyList<int> rows)
    {
        var logits = new float[rows.Count * Outputs];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var k = 0; k < Outputs; k++)
            {
                logits[(i * Outputs) + k] = TensorPrimitives.Dot(features.Row(rows[i]), Output(k)) + Biases[k];
            }
        }

        return logits;
    }

    /// <summary>As a graph holds it: by feature, not by output.</summary>
    public LinearHead ToOnnx()
    {
        var byFeature = new float[Weights.Length];
        for (var k = 0; k < Outputs; k++)
        {
            for (var f = 0; f < Width; f++) byFeature[(f * Outputs) + k] = Weights[(k * Width) + f];
        }

        return new LinearHead(byFeature, Biases.AsSpan());
    }

    /// <summary>Several functions of the same features as one.</summary>
    public static LinearFunction Join(IEnumerable<LinearFunction> parts)
    {
        var all = parts.ToArray();
        return new LinearFunction([.. all.SelectMany(static p => p.Weights)], [.. all.SelectMany(static p => p.Biases)]);
    }
}
