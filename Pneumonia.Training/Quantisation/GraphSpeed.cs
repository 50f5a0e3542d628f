using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Quantisation;

/// <summary>How fast two graphs run on this machine, in turns, so that what else the machine does meets both alike.</summary>
internal static class GraphSpeed
{
    private const int Batch = 8;

    private const int Rounds = 5;

    /// <param name="before">A graph that takes <c>pixels</c>.</param>
    /// <param name="after">Another one.</param>
    /// <param name="output">The output that is asked of both.</param>
    /// <param name="side">Side of the image.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Images a second of the second, divided by those of the first: the median of the rounds, on one thread.</returns>
    public static double Ratio(byte[] before, byte[] after, string output, int side, TimeProvider time)
    {
        using var first = Sessions.Create(before, threads: 1);
        using var second = Sessions.Create(after, threads: 1);
        var pixels = VerificationImages.Make(1, Batch, side);
        var ratios = new double[Rounds + 1];
        for (var round = 0; round < ratios.Length; round++)
        {
            var (slow, fast) = (Run(first, pixels, output, side, time), Run(second, pixels, output, side, time));
            ratios[round] = fast > TimeSpan.Zero ? slow / fast : 1;
        }

        // The first round warms both up.
        return ratios[1..].Order().ElementAt(Rounds / 2);
    }

    private static TimeSpan Run(InferenceSession session, float[] pixels, string output, int side, TimeProvider time)
    {
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, pixels.AsMemory(), [Batch, 1, side, side]);
        var start = time.GetTimestamp();
        using var outputs = session.Run(run, [FeatureGraph.Pixels], [input], [output]);
        return time.GetElapsedTime(start);
    }
}
