using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch;

/// <summary>A trained network, away from libtorch: an ONNX backbone and a linear head on its features.</summary>
public sealed class EndToEndResult
{
    // Small runs keep the memory small.
    private const int RunSize = 16;

    private readonly byte[] backbone;

    internal EndToEndResult(
        NetworkSpec network, byte[] backbone, LinearFunction head, ImmutableArray<ImmutableArray<EpochFigures>> curves, ImmutableArray<string> notes, TimeSpan duration)
    {
        (Network, this.backbone, Head, Curves, Notes, Duration) = (network, backbone, head, curves, notes, duration);
    }

    /// <value>The network; several members share it.</value>
    public NetworkSpec Network { get; }

    /// <value>The backbone as an ONNX file: <c>pixels</c> [N, 1, S, S], grey 0…255, to <c>features</c> [N, F] and <c>map</c> [N, F, h, w].</value>
    public ReadOnlyMemory<byte> Backbone => backbone;

    /// <value>What each epoch gave, member by member.</value>
    public ImmutableArray<ImmutableArray<EpochFigures>> Curves { get; }

    /// <value>What the user should know; mostly empty.</value>
    public ImmutableArray<string> Notes { get; }

    /// <value>How long it took, decoding included.</value>
    public TimeSpan Duration { get; }

    internal LinearFunction Head { get; }

    /// <summary>Logits of images by ONNX Runtime, as serving will compute them.</summary>
    /// <param name="pixels">count × S × S greys in 0…255, stretched to the input's size.</param>
    /// <param name="count">Images.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <returns>[count, K], image by image.</returns>
    public float[] Score(float[] pixels, int count, int threads = 1)
    {
        var area = Network.InputSize * Network.InputSize;
        return Score(count, threads, (start, some) => pixels[(start * area)..((start + some) * area)]);
    }

    /// <summary>Logits [images, K] of image files, prepared as serving prepares them.</summary>
    internal float[] Score(IReadOnlyList<ImageFile> images, ImageLimits limits, int threads, CancellationToken cancellation)
    {
        var side = Network.InputSize;
        return Score(images.Count, threads, (start, some) =>
        {
            var pixels = new float[some * side * side];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, some, parallel, i => PixelRecipe.Prepare(
                images[start + i].Require(limits), side, pixels.AsSpan(i * side * side, side * side), limits));
            return pixels;
        });
    }

    private float[] Score(int count, int threads, Func<int, int, float[]> read)
    {
        using var runner = new OnnxRunner(backbone, threads, "trained network");
        var logits = new float[count * Head.Outputs];
        for (var start = 0; start < count; start += RunSize)
        {
            var some = Math.Min(RunSize, count - start);
            var features = runner.Run(read(start, some), [some, 1, Network.InputSize, Network.InputSize], FeatureGraph.Features)[FeatureGraph.Features];
            Head.Apply(new FeatureMatrix(features.Floats, Head.Width), [.. Enumerable.Range(0, some)]).CopyTo(logits, start * Head.Outputs);
        }

        return logits;
    }

    /// <summary>One backbone and one head out of one or more members: features side by side, heads divided by their number.</summary>
    internal static (byte[] Backbone, LinearFunction Head) Join(NetworkPlan plan, IReadOnlyList<NetworkWeights> members, int outputs)
    {
        var weights = new float[outputs * plan.Features * members.Count];
        var biases = new float[outputs];
        for (var k = 0; k < outputs; k++)
        {
            for (var m = 0; m < members.Count; m++)
            {
                biases[k] += members[m][NetworkPlan.HeadBias][k] / members.Count;
                var own = members[m][NetworkPlan.HeadWeight].AsSpan(k * plan.Features, plan.Features);
                for (var f = 0; f < own.Length; f++) weights[(((k * members.Count) + m) * plan.Features) + f] = own[f] / members.Count;
            }
        }

        return (NetworkGraph.Write(plan, members), new LinearFunction([.. weights], [.. biases]));
    }
}
