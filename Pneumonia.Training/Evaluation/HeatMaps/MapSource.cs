using Pneumonia.Model;
using Pneumonia.Model.Explaining;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>Asks a binary classifier's graph, as packaged or shuffled, for the maps and probabilities of its positive class.</summary>
internal sealed class MapSource : IDisposable
{
    private readonly ModelManifest manifest;
    private readonly OnnxScorer scorer;

    /// <exception cref="ArgumentException">The model is not binary.</exception>
    /// <exception cref="ModelFileException">The graph is not what its manifest says.</exception>
    public MapSource(byte[] graph, ModelManifest manifest)
    {
        if (manifest.Task != ClassificationTask.Binary) throw new ArgumentException($"The model's task must be {ClassificationTask.Binary}; it is {manifest.Task}.", nameof(manifest));
        this.manifest = manifest;
        scorer = new OnnxScorer(graph, manifest, Environment.ProcessorCount);
    }

    /// <value>Side of the square the network sees, in pixels.</value>
    public int Size => manifest.InputSize;

    /// <param name="pixels">Size × size values in [0, 255].</param>
    public ActivationMap MapOf(ReadOnlyMemory<float> pixels) => ActivationMaps.Of(manifest, scorer.Explain(pixels))[0];

    /// <summary>Calibrated probabilities of the positive class.</summary>
    /// <param name="pixels">count × size × size values in [0, 255].</param>
    /// <param name="count">Number of images.</param>
    public float[] Probabilities(ReadOnlyMemory<float> pixels, int count) => scorer.Score(pixels, count).Probabilities;

    public void Dispose() => scorer.Dispose();
}
