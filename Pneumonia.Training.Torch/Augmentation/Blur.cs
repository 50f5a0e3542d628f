using System.Buffers;
using System.Numerics.Tensors;

namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>Gaussian blur, row-wise and column-wise; the edge is repeated outwards.</summary>
internal static class Blur
{
    internal static void Apply(Span<float> image, int side, double sigma)
    {
        var radius = Math.Min(side - 1, (int)Math.Ceiling(2.5 * sigma));
        var kernel = new float[(2 * radius) + 1];
        for (var i = 0; i < kernel.Length; i++) kernel[i] = (float)Math.Exp(-0.5 * (i - radius) * (i - radius) / (sigma * sigma));
        TensorPrimitives.Divide(kernel, TensorPrimitives.Sum<float>(kernel), kernel);

        var rented = ArrayPool<float>.Shared.Rent((side * side) + (2 * radius) + side);
        try
        {
            var copy = rented.AsSpan(0, side * side);
            var padded = rented.AsSpan(side * side, side + (2 * radius));
            // Columns: whole rows are added, so that it runs in vectors.
            image.CopyTo(copy);
            for (var y = 0; y < side; y++)
            {
                var line = image.Slice(y * side, side);
                line.Clear();
                for (var k = 0; k < kernel.Length; k++)
                    TensorPrimitives.MultiplyAdd(copy.Slice(Math.Clamp(y + k - radius, 0, side - 1) * side, side), kernel[k], line, line);
            }

            for (var y = 0; y < side; y++)
            {
                var line = image.Slice(y * side, side);
                padded[..radius].Fill(line[0]);
                line.CopyTo(padded[radius..]);
                padded[(radius + side)..].Fill(line[^1]);
                line.Clear();
                for (var k = 0; k < kernel.Length; k++) TensorPrimitives.MultiplyAdd(padded.Slice(k, side), kernel[k], line, line);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
