using System.Buffers;
using System.Collections.Immutable;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Drifting;
using Pneumonia.Model.Explaining;
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
    /// <summary>Name of the meter that tells of <see cref="Drift"/>: <c>AddMeter(PneumoniaClassifier.MeterName)</c> with OpenTelemetry.</summary>
    public const string MeterName = "Pneumonia.Model";

    private readonly IScorer scorer;
    private readonly DecisionRule rule;
    private readonly ClassifierOptions options;
    private readonly DriftWatch drift;
    private readonly DriftMeter? meter;

    private PneumoniaClassifier(ModelManifest manifest, string card, IScorer scorer, ClassifierOptions options)
    {
        Manifest = manifest;
        Card = card;
        this.scorer = scorer;
        this.options = options;
        rule = new DecisionRule(manifest);
        drift = new DriftWatch(manifest.Reference, options.DriftWindow);
        if (manifest.Reference is not null) meter = new DriftMeter(drift, manifest.Graph.Sha256);
    }

    /// <value>What the model says of itself: classes, thresholds, the promise on recall, figures with intervals.</value>
    public ModelManifest Manifest { get; }

    /// <value>The model card in Markdown.</value>
    public string Card { get; }

    /// <value>
    /// How the latest answers compare with those for the calibration images. Counts alone are kept, no image; made anew at every call. Images that
    /// could not be read don't count.
    /// </value>
    public DriftReport Drift => drift.Report();

    /// <summary>Loads a model file.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    /// <exception cref="ArgumentException">The options break a rule; all faults are listed.</exception>
    public static PneumoniaClassifier Load(string path, ClassifierOptions? options = null)
    {
        var valid = Validated(options);
        return Load(ModelArchive.Open(path), valid);
    }

    /// <summary>Loads a model from a stream, read from its position to its end and then disposed.</summary>
    /// <inheritdoc cref="Load(string, ClassifierOptions?)"/>
    public static PneumoniaClassifier Load(Stream stream, ClassifierOptions? options = null)
    {
        var valid = Validated(options);
        return Load(ModelArchive.Open(stream, "the stream", valid.MaxGraphBytes), valid);
    }

    private static ClassifierOptions Validated(ClassifierOptions? options)
    {
        options ??= new ClassifierOptions();
        options.Validate();
        return options;
    }

    private static PneumoniaClassifier Load(ModelArchive opened, ClassifierOptions options)
    {
        using var archive = opened;
        var card = archive.ReadText(ArtifactLayout.Card) ?? "";
        return new PneumoniaClassifier(archive.Manifest, card, archive.Named(() => Scorer(archive, options)), options);
    }

    private static IScorer Scorer(ModelArchive archive, ClassifierOptions options) => archive.Manifest.Graph.Kind switch
    {
        GraphRecord.Onnx => new OnnxScorer(archive.ReadGraph(options.MaxGraphBytes), archive.Manifest, options.EffectiveThreads),
        _ => TransformerScorer.Load(archive, options),
    };

    /// <summary>Answers for one image file.</summary>
    /// <exception cref="UnreadableImageException">The image can't be read; the exception names the rule.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed.</exception>
    public Prediction Predict(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Predict(ImageSource.Read(path, options.Images), path);
    }

    /// <summary>Answers for one encoded image (JPEG, PNG, BMP, GIF or WebP), read from the stream's position to its end.</summary>
    /// <inheritdoc cref="Predict(string)"/>
    public Prediction Predict(Stream image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Predict(ImageSource.Read(image, options.Images), null);
    }

    /// <summary>Answers for one encoded image (JPEG, PNG, BMP, GIF or WebP).</summary>
    /// <inheritdoc cref="Predict(string)"/>
    public Prediction Predict(ReadOnlySpan<byte> image) => Predict(image, null);

    private Prediction Predict(ReadOnlySpan<byte> image, string? source)
    {
        var size = Manifest.InputSize;
        var pixels = ArrayPool<float>.Shared.Rent(size * size);
        try
        {
            var pose = PosedPixels.Prepare(image, size, pixels.AsSpan(0, size * size), options);
            return drift.Note(PosedPixels.Tell(rule.Decide(scorer.Score(pixels, 1), 0, source), pose, options));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }

    /// <summary>Answers for one image file and shows where the answer comes from. Slower than <see cref="Predict(string)"/>, with the same answer.</summary>
    /// <exception cref="UnreadableImageException">The image can't be read; the exception names the rule.</exception>
    /// <exception cref="ModelFileException">The model's graph gives no activation maps.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed.</exception>
    public Explanation Explain(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Explain(ImageSource.Read(path, options.Images), path);
    }

    /// <summary>Answers for one encoded image (JPEG, PNG, BMP, GIF or WebP) and shows where the answer comes from.</summary>
    /// <inheritdoc cref="Explain(string)"/>
    public Explanation Explain(ReadOnlySpan<byte> image) => Explain(image, null);

    private Explanation Explain(ReadOnlySpan<byte> image, string? source)
    {
        var size = Manifest.InputSize;
        var pixels = new float[size * size];
        var pose = PosedPixels.Prepare(image, size, pixels, options);
        var scored = scorer.Explain(pixels);
        var maps = ActivationMaps.Of(Manifest, scored);
        return new Explanation(
            drift.Note(PosedPixels.Tell(rule.Decide(scored.Batch, 0, source), pose, options)),
            maps,
            rule.MostTelling(scored.Batch, 0),
            PosedPixels.Shown(ImageDecoder.DecodeWithin(image, options.Images, HeatMapStyle.LongestSide), pose, options));
    }

    /// <summary>
    /// Answers for many files, in their order, as they are asked for: memory stays flat however long the list is. A file that can't be
    /// read is answered with <see cref="Decision.Unreadable"/> and its problem; it never ends the batch.
    /// </summary>
    /// <param name="paths">The files; read ahead by no more than <see cref="ClassifierOptions.BatchSize"/>.</param>
    /// <param name="cancellationToken">Ends the enumeration with an <see cref="OperationCanceledException"/> before the next batch.</param>
    public IEnumerable<Prediction> PredictBatch(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return new BatchPredictor(Manifest.InputSize, scorer, rule, options, drift)
            .Run(paths, static p => p, static (p, limits) => ImageSource.Read(p, limits), cancellationToken);
    }

    /// <summary>Answers for many encoded images, in their order. Images that can't be read are answered as in the other overload.</summary>
    public ImmutableArray<Prediction> PredictBatch(IReadOnlyList<byte[]> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return [.. new BatchPredictor(Manifest.InputSize, scorer, rule, options, drift)
            .Run(images, static _ => null, static (bytes, _) => bytes, cancellationToken)];
    }

    /// <summary>Raw outputs for pixels that are prepared already: what evaluation needs to try images that no file holds.</summary>
    /// <param name="pixels">count × S × S values in [0, 255], S being the manifest's input size.</param>
    /// <param name="count">Number of images.</param>
    internal ScoredBatch Score(ReadOnlyMemory<float> pixels, int count) => scorer.Score(pixels, count);

    /// <summary>Frees the network once the predictions that are running on other threads have ended; later ones are refused.</summary>
    public void Dispose()
    {
        meter?.Dispose();
        scorer.Dispose();
    }

    /// <summary>Forgets what <see cref="Drift"/> has counted so far: after a check with images that are no patients', say.</summary>
    public void ResetDrift() => drift.Reset();
}
