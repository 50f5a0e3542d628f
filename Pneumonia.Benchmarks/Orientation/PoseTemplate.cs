using System.Numerics.Tensors;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Benchmarks.Orientation;

/// <summary>
/// Learns one linear template by conditional logit: of an image's eight poses the upright one shall fit best. The seven wrong ones
/// come by symmetry from the same image, so no labels are needed but "these are upright".
/// </summary>
internal static class PoseTemplate
{
    private const int Batch = 64;
    private const float Penalty = 1e-4f;
    private const float FirstRate = 0.01f;

    public static float[] Learn(IReadOnlyList<float[]> upright, int epochs, Random random)
    {
        var template = new float[OrientationThumbnail.Length];
        var (first, second) = (new float[template.Length], new float[template.Length]);
        var gradient = new float[template.Length];
        var steps = 0;
        var total = epochs * ((upright.Count + Batch - 1) / Batch);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var order = Enumerable.Range(0, upright.Count).ToArray();
            random.Shuffle(order);
            foreach (var batch in order.Chunk(Batch))
            {
                Gradient(template, batch, upright, gradient);
                var rate = FirstRate * 0.5f * (1 + MathF.Cos(MathF.PI * steps / total));
                Step(template, gradient, first, second, ++steps, rate);
            }
        }

        return template;
    }

    /// <summary>The probability of each pose.</summary>
    public static double[] Probabilities(float[][] posedTemplates, float[] thumbnail)
    {
        var logits = posedTemplates.Select(t => (double)TensorPrimitives.Dot<float>(t, thumbnail)).ToArray();
        var probabilities = new double[logits.Length];
        TensorPrimitives.SoftMax<double>(logits, probabilities);
        return probabilities;
    }

    public static float[][] Posed(float[] template) => OrientationTemplate.InEveryPose(template);

    private static float[] Posed(float[] template, int pose)
    {
        var posed = new float[template.Length];
        PoseSymmetry.Apply(template, OrientationThumbnail.Side, pose, posed);
        return posed;
    }

    private static void Gradient(float[] template, int[] batch, IReadOnlyList<float[]> upright, float[] gradient)
    {
        var posed = Posed(template);
        var perPose = posed.Select(static t => new float[t.Length]).ToArray();
        foreach (var i in batch)
        {
            var probabilities = Probabilities(posed, upright[i]);
            for (var p = 0; p < posed.Length; p++)
            {
                var error = (float)(probabilities[p] - (p == 0 ? 1 : 0)) / batch.Length;
                TensorPrimitives.MultiplyAdd<float>(upright[i], error, perPose[p], perPose[p]);
            }
        }

        TensorPrimitives.Multiply<float>(template, Penalty, gradient);
        for (var p = 0; p < perPose.Length; p++) TensorPrimitives.Add<float>(gradient, Posed(perPose[p], PoseSymmetry.Inverse(p)), gradient);
    }

    // Adam (Kingma and Ba, 2015).
    private static void Step(float[] template, float[] gradient, float[] first, float[] second, int step, float rate)
    {
        const float Fade1 = 0.9f, Fade2 = 0.999f;
        for (var i = 0; i < template.Length; i++)
        {
            first[i] = Fade1 * first[i] + (1 - Fade1) * gradient[i];
            second[i] = Fade2 * second[i] + (1 - Fade2) * gradient[i] * gradient[i];
            var (mean, spread) = (first[i] / (1 - MathF.Pow(Fade1, step)), second[i] / (1 - MathF.Pow(Fade2, step)));
            template[i] -= rate * mean / (MathF.Sqrt(spread) + 1e-8f);
        }
    }
}
