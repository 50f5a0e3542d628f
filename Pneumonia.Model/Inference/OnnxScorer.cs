using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Inference;

/// <summary>The fast road: one shared ONNX Runtime session, whose Run is safe to call from many threads.</summary>
internal sealed class OnnxScorer : IScorer
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly string[] inputs = [ArtifactLayout.Graph.Pixels];
    private readonly string[] outputs;
    private readonly int size;
    private readonly bool multiLabel;

    public OnnxScorer(byte[] graph, ModelManifest manifest, int threads)
    {
        size = manifest.InputSize;
        multiLabel = manifest.Task == ClassificationTask.MultiLabel;
        session = Sessions.Create(graph, threads);
        outputs =
        [
            ArtifactLayout.Graph.Probabilities, ArtifactLayout.Graph.ClassIndex, ArtifactLayout.Graph.Typicality,
            .. multiLabel ? new[] { ArtifactLayout.Graph.LabelFlags } : [],
        ];
        try
        {
            GraphContract.Check(session, manifest, outputs);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public ScoredBatch Score(ReadOnlyMemory<float> pixels, int count)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(pixels[..(count * size * size)]), [count, 1, size, size]);
        using var results = session.Run(runOptions, inputs, [input], outputs);
        return new ScoredBatch(
            results[0].GetTensorDataAsSpan<float>().ToArray(),
            results[1].GetTensorDataAsSpan<long>().ToArray(),
            results[2].GetTensorDataAsSpan<float>().ToArray(),
            multiLabel ? results[3].GetTensorDataAsSpan<long>().ToArray() : []);
    }

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }
}
