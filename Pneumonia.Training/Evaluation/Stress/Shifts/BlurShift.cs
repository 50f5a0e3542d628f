using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>A Gaussian blur: movement, a soft focal spot, a scan out of focus. The image's edge goes on beyond it.</summary>
internal sealed class BlurShift() : StressShift("blur", "σ in px", 0, [1, 2, 4])
{
    // Beyond three σ lie 0.3% of the weight.
    private const double Reach = 3;

    private protected override GreyImage Change(GreyImage image, double level, int seed)
    {
        var radius = (int)Math.Ceiling(Reach * level);
        var weights = Enumerable.Range(-radius, (2 * radius) + 1).Select(d => Math.Exp(-d * d / (2 * level * level))).ToArray();
        var sum = weights.Sum();
        float[] kernel = [.. weights.Select(w => (float)(w / sum))];
        var (width, height) = (image.Width, image.Height);
        var across = new float[width * height];
        Along(image.Pixels, across, kernel, width, height, 1, width);
        var down = new float[across.Length];
        Along(across, down, kernel, height, width, width, 1);
        return new GreyImage(width, height, down);
    }

    /// <summary>Sums along one axis of <paramref name="length"/> pixels, <paramref name="step"/> apart, on each of the lines.</summary>
    private static void Along(ReadOnlySpan<float> source, Span<float> target, float[] kernel, int length, int lines, int step, int lineStep)
    {
        var radius = kernel.Length / 2;
        for (var line = 0; line < lines; line++)
        {
            var start = line * lineStep;
            for (var i = 0; i < length; i++)
            {
                var sum = 0f;
                for (var k = -radius; k <= radius; k++) sum += kernel[k + radius] * source[start + (Math.Clamp(i + k, 0, length - 1) * step)];
                target[start + (i * step)] = Math.Clamp(sum, 0, 255);
            }
        }
    }
}
