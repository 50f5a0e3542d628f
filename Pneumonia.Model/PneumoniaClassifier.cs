using System.Buffers;
using System.Collections.Immutable;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model;

/// <summary>
/// A trained model, ready to answer. Load once, share between threads, dispose at the end. Nothing is written to disk.
/// A research and engineering tool, not a medical device.
/// </summary>
public sealed class PneumoniaClassifier : IDisposable
{
    private readonly IScorer scorer;
    private readonly DecisionRule rule;
    private readonly ClassifierOptions options;

    private PneumoniaClassifier(ModelManifest manifest, string card, IScorer scorer, ClassifierOptions options)
    {
        Manifest = manifest;
        Card = card;
        this.scorer = scorer;
        this.options = options;
        rule = new DecisionRule(manifest);
    }

    /// <value>What the model says of itself: classes, thresholds, the promise on recall, figures with intervals.</value>
    public ModelManifest Manifest { get; }

    /// <value>The model card in Markdown.</value>
    public string Card { get; }

    /// <summary>Loads a model file.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    /// <exception cref="ArgumentException">The options break a rule; all faults are listed.</exception>
    public static PneumoniaClassifier Load(string path, ClassifierOptions? options = null)
        => Load(ModelArchive.Open(path), options);

    /// <summary>Loads a model from a stream, read from its position to its end and then disposed.</summary>
    /// <inheritdoc cref="Load(string, ClassifierOptions?)"/>
    public static PneumoniaClassifier Load(Stream stream, ClassifierOptions? options = null)
        => Load(ModelArchive.Open(stream, "stream"), options);

    private static PneumoniaClassifier Load(ModelArchive opened, ClassifierOptions? options)
    {
        using var archive = opened;
        options ??= new ClassifierOptions();
        options.Validate();
        var manifest = archive.Manifest;
        if (manifest.Graph.Kind != "onnx")
        {
            throw new ModelFileException(ModelFileFault.RuntimeMissing, $"The model's graph is of kind '{manifest.Graph.Kind}', which this version can't run.");
        }

        var scorer = new OnnxScorer(archive.ReadGraph(options.MaxGraphBytes), manifest, options.EffectiveThreads);
        return new PneumoniaClassifier(manifest, archive.ReadText(ArtifactLayout.Card) ?? "", scorer, options);
    }

    /// <summary>Answers for one image file.</summary>
    /// <exception cref="UnreadableImageException">The image can't be read; the exception names the rule.</exception>
    public Prediction Predict(string path) => Predict(ImageSource.Read(path, options.Images), path);

    /// <summary>Answers for one encoded image (JPEG, PNG, BMP, GIF or WebP), read from the stream's position to its end.</summary>
    /// <inheritdoc cref="Predict(string)"/>
    public Prediction Predict(Stream image) => Predict(ImageSource.Read(image, options.Images), null);

    /// <summary>Answers for one encoded image (JPEG, PNG, BMP, GIF or WebP).</summary>
    /// <inheritdoc cref="Predict(string)"/>
    public Prediction Predict(ReadOnlySpan<byte> image) => Predict(image, null);

    private Prediction Predict(ReadOnlySpan<byte> image, string? source)
    {
        var size = Manifest.InputSize;
        var pixels = ArrayPool<float>.Shared.Rent(size * size);
        try
        {
            PixelRecipe.Prepare(image, size, pixels.AsSpan(0, size * size), options.Images);
            return rule.Decide(scorer.Score(pixels, 1), 0, source);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }

    /// <summary>
    /// Answers for many files, in their order, as they are asked for: memory stays flat however long the list is. A file that can't be
    /// read is answered with <see cref="Decision.Unreadable"/> and its problem; it never ends the batch.
    /// </summary>
    public IEnumerable<Prediction> PredictBatch(IEnumerable<string> paths, CancellationToken cancellationToken = default)
        => new BatchPredictor(Manifest.InputSize, scorer, rule, options)
            .Run(paths, static p => p, (p, limits) => ImageSource.Read(p, limits), cancellationToken);

    /// <summary>Answers for many encoded images, in their order. Images that can't be read are answered as in the other overload.</summary>
    public ImmutableArray<Prediction> PredictBatch(IReadOnlyList<byte[]> images, CancellationToken cancellationToken = default)
        => [.. new BatchPredictor(Manifest.InputSize, scorer, rule, options)
            .Run(images, static _ => null, static (bytes, _) => bytes, cancellationToken)];

    /// <inheritdoc/>
    public void Dispose() => scorer.Dispose();
}
