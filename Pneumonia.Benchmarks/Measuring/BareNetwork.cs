using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>The limits: ONNX Runtime on tensors that are in memory already, with or without libjpeg alone before it.</summary>
internal sealed class BareNetwork(byte[] graph, int side, string output, int threads) : IDisposable
{
    private const string Input = "pixels";

    private readonly InferenceSession session = Sessions.Create(graph, threads);
    private readonly RunOptions options = new();

    /// <summary>libjpeg alone, at the size that the recipe would choose; nothing is made of the samples.</summary>
    public static unsafe void Decode(byte[] jpeg, int side)
    {
        fixed (byte* first = jpeg)
        {
            using var codec = new SkiaCodec((nint)first, jpeg.Length, ImageFormat.Jpeg);
            codec.Decode(JpegScale.Choose(codec, side)).Dispose();
        }
    }

    public float[] Pixels(int batch)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, batch * side * side).Select(_ => 255 * random.NextSingle())];
    }

    public void Run(float[] pixels)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, pixels.AsMemory(), [pixels.Length / (side * side), 1, side, side]);
        using var outputs = session.Run(options, [Input], [input], [output]);
    }

    /// <summary>All images once, by workers that decode a batch, where they are to decode, and run the network over ready pixels.</summary>
    /// <returns>The number of images.</returns>
    public int RunAll(byte[][] images, int batch, int workers, bool decode)
    {
        var next = -batch;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            var pixels = Pixels(batch);
            for (int from; (from = Interlocked.Add(ref next, batch)) < images.Length;)
            {
                var count = Math.Min(batch, images.Length - from);
                if (decode) foreach (var image in images.AsSpan(from, count)) Decode(image, side);
                Run(count == batch ? pixels : pixels[..(count * side * side)]);
            }
        });
        return images.Length;
    }

    public void Dispose()
    {
        options.Dispose();
        session.Dispose();
    }
}
