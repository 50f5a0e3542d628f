using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;
using Pneumonia.Model.MLNet;

namespace Pneumonia.Model.Inference;

/// <summary>
/// The road of ML.NET's own image classification: prediction engines over one transformer, with calibration and thresholds from the manifest.
/// There is no typicality (NaN): the transformer gives away no features.
/// </summary>
internal sealed class TransformerScorer : IScorer
{
    private readonly ITransformer whole;
    private readonly ShareEngines engines;
    private readonly CalibratedRule rule;
    private readonly SharedUse use;
    private readonly int size;
    private readonly int outputs;
    private readonly int threads;

    /// <param name="ml">Makes the engines.</param>
    /// <param name="whole">The chain as saved: encoded image → square JPEG → shares. Disposed at the end.</param>
    /// <param name="manifest">What the file says of itself.</param>
    /// <param name="threads">Images at the same time.</param>
    public TransformerScorer(MLContext ml, ITransformer whole, ModelManifest manifest, int threads)
    {
        this.whole = whole;
        this.threads = threads;
        size = manifest.InputSize;
        outputs = manifest.Thresholds.Length;
        rule = new CalibratedRule(manifest);
        engines = new ShareEngines(ml, WithoutDecoding(whole), manifest.Classes.Length);
        use = new SharedUse(Free);
    }

    /// <exception cref="ModelFileException">The file was changed, or TensorFlow is missing.</exception>
    public static TransformerScorer Load(ModelArchive archive, ClassifierOptions options)
    {
        var ml = new MLContext(archive.Manifest.Seed);
        var whole = TransformerFile.Load(ml, archive.Name, m => m.Model.Load(archive.ReadVerified(options.MaxGraphBytes), out _));
        try
        {
            return TransformerFile.Load(ml, archive.Name, m =>
            {
                var scorer = new TransformerScorer(m, whole, archive.Manifest, options.EffectiveThreads);
                scorer.engines.Prepare();
                return scorer;
            });
        }
        catch
        {
            (whole as IDisposable)?.Dispose();
            throw;
        }
    }

    public ExplainedScore Explain(ReadOnlyMemory<float> pixels)
        => throw new ModelFileException(
            ModelFileFault.WithoutHeatMaps, "This model has no heat maps: ML.NET's image classification gives away no activation maps. Models of the engines 'frozen' and 'torch' have them.");

    public ScoredBatch Score(ReadOnlyMemory<float> pixels, int count)
    {
        using var running = use.Begin();
        var area = size * size;
        var probabilities = new float[count * outputs];
        var chosen = new long[count];
        var typicality = new float[count];
        Array.Fill(typicality, float.NaN);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var logits = new float[outputs];
            CalibratedRule.Logits(engines.Shares(SquareJpeg.Encode(pixels.Span.Slice(i * area, area), size)), logits);
            var p = probabilities.AsSpan(i * outputs, outputs);
            rule.Calibrate(logits, p);
            chosen[i] = rule.Decide(p);
        });
        return new ScoredBatch(probabilities, chosen, typicality, []);
    }

    public void Dispose() => use.End();

    // Pixels are prepared already here: the first link, which does it on ML.NET's road, is left out.
    private static TransformerChain<ITransformer> WithoutDecoding(ITransformer whole)
        => whole is TransformerChain<ITransformer> chain && chain.Count() > 1
            ? new TransformerChain<ITransformer>([.. chain.Skip(1)])
            : throw new ModelFileException(ModelFileFault.Corrupt, "The model's transformer is no chain that begins with decoding.");

    private void Free()
    {
        engines.Dispose();
        (whole as IDisposable)?.Dispose();
    }
}
