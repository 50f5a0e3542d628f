using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Inference;

/// <summary>
/// The fast road: one shared ONNX Runtime session, whose Run is safe to call from many threads; and a second one of a single thread, made when the first
/// batch asks for it, in which workers don't wait for each other.
/// </summary>
internal sealed class OnnxScorer : IScorer
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly string[] inputs = [ArtifactLayout.Graph.Pixels];
    private readonly string[] outputs;
    private readonly int size;
    private readonly int width;
    private readonly bool multiLabel;
    private readonly SharedUse use;
    private readonly Lazy<InferenceSession> alone;

    public OnnxScorer(byte[] graph, ModelManifest manifest, int threads)
    {
        size = manifest.InputSize;
        width = manifest.Thresholds.Length;
        multiLabel = manifest.Task == ClassificationTask.MultiLabel;
        session = Sessions.Create(graph, threads);
        alone = threads == 1 ? new Lazy<InferenceSession>(session) : new Lazy<InferenceSession>(() => Sessions.Create(graph, threads: 1));
        outputs =
        [
            ArtifactLayout.Graph.Probabilities, ArtifactLayout.Graph.ClassIndex, ArtifactLayout.Graph.Typicality,
            .. multiLabel ? new[] { ArtifactLayout.Graph.LabelFlags } : [],
        ];
        use = new SharedUse(Free);
        try
        {
            GraphContract.Check(session, manifest);
        }
        catch
        {
            Free();
            throw;
        }
    }

    public ScoredBatch Score(ReadOnlyMemory<float> pixels, int count)
    {
        using var running = use.Begin();
        using var results = Run(session, pixels, count, outputs);
        return Batch(results, count);
    }

    public ScoredBatch ScoreAlone(ReadOnlyMemory<float> pixels, int count)
    {
        using var running = use.Begin();
        using var results = Run(alone.Value, pixels, count, outputs);
        return Batch(results, count);
    }

    public ExplainedScore Explain(ReadOnlyMemory<float> pixels)
    {
        using var running = use.Begin();
        var (columns, rows) = GraphContract.MapSize(session, width);
        using var results = Run(session, pixels, 1, [.. outputs, ArtifactLayout.Graph.Logits, ArtifactLayout.Graph.ActivationMap]);
        return new ExplainedScore(
            Batch(results, 1),
            Values<float>(results, outputs.Length, ArtifactLayout.Graph.Logits, width),
            Values<float>(results, outputs.Length + 1, ArtifactLayout.Graph.ActivationMap, width * rows * columns),
            columns,
            rows);
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(InferenceSession session, ReadOnlyMemory<float> pixels, int count, string[] wanted)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(pixels[..(count * size * size)]), [count, 1, size, size]);
        return session.Run(runOptions, inputs, [input], wanted);
    }

    private ScoredBatch Batch(IReadOnlyList<OrtValue> results, int count) => new(
        Values<float>(results, 0, outputs[0], count * width),
        Values<long>(results, 1, outputs[1], count),
        Values<float>(results, 2, outputs[2], count),
        multiLabel ? Values<long>(results, 3, outputs[3], count * width) : []);

    public void Dispose() => use.End();

    // ONNX Runtime only warns where a graph gives another shape than it declares.
    private static T[] Values<T>(IReadOnlyList<OrtValue> results, int output, string name, int expected)
        where T : unmanaged
    {
        var values = results[output].GetTensorDataAsSpan<T>();
        return values.Length == expected
            ? values.ToArray()
            : throw new ModelFileException(ModelFileFault.Corrupt, $"The model's graph gives {values.Length} values for '{name}' where {expected} are due.");
    }

    private void Free()
    {
        runOptions.Dispose();
        session.Dispose();
        if (alone.IsValueCreated) alone.Value.Dispose();
    }
}
