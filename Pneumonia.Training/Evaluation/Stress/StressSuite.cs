using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>
/// Measures a model file on the same images under graded shifts, at its own threshold. Images without a shift can't tell a robust model
/// from one that fails in the next hospital; these can. An image is decoded once, shifted in every way, and scored as one batch, so that
/// memory depends on the threads and not on the number of images; equal seeds give equal figures whatever the threads.
/// </summary>
public static class StressSuite
{
    // Shifts that count in pixels mean the same on a thumbnail and on a detector's ten megapixels: they act on a copy of about this size.
    private const int WorkingSide = 256;

    // More at once would not be faster, and a network's inner maps are many times the size of its images.
    private const int BatchSize = 8;

    /// <param name="modelPath">The model .zip.</param>
    /// <param name="samples">Labelled images that the model has not seen, classes numbered as the model numbers them.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ModelFileException">The model is refused.</exception>
    /// <exception cref="TrainingOptionsException">An option breaks a rule.</exception>
    /// <exception cref="DataSetException">None of the images can be read.</exception>
    public static StressReport Run(
        string modelPath, ImmutableArray<ImageSample> samples, StressOptions? options = null,
        IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new StressOptions();
        var faults = options.Faults().ToArray();
        if (faults.Length > 0) throw new TrainingOptionsException(faults);

        // One thread a session: the images are what runs side by side.
        using var classifier = PneumoniaClassifier.Load(modelPath, new ClassifierOptions { Threads = 1, Pose = PoseHandling.Off, Images = options.Images });
        var rows = StratifiedSample.Draw(samples, options.MaxImages, options.Seed);
        var plan = Plan();
        var answers = new ScoredBatch?[rows.Length];
        var done = 0;
        Parallel.For(
            0,
            rows.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads, CancellationToken = cancellationToken },
            i =>
            {
                answers[i] = Score(classifier, samples[rows[i]], plan, options, cancellationToken);
                progress?.Report(Interlocked.Increment(ref done));
            });

        var read = Enumerable.Range(0, rows.Length).Where(i => answers[i] is not null).ToImmutableArray();
        if (read.IsEmpty) throw new DataSetException(modelPath, ["none of the images for the stress suite can be read"]);
        var figures = new StressFigures(
            classifier.Manifest, [.. read.Select(i => samples[rows[i]].Labels)], [.. read.Select(i => answers[i]!)], options.Confidence);
        return Report(plan, figures);
    }

    private static (StressShift? Shift, double Level)[] Plan()
        => [(null, 0), .. StressShifts.All.SelectMany(static s => s.Levels.Select(l => ((StressShift?)s, l)))];

    private static StressReport Report((StressShift? Shift, double Level)[] plan, StressFigures figures)
    {
        var points = plan.Select((p, at) => figures.At(at, p.Shift is null ? null : p.Level)).ToArray();
        var curves = StressShifts.All.Select(shift => new StressCurve(
            shift.Name, shift.Unit, shift.Neutral, [.. Enumerable.Range(0, plan.Length).Where(i => plan[i].Shift == shift).Select(i => points[i])]));
        return new StressReport(figures.Images, figures.Positives, points[0], [.. curves]);
    }

    private static ScoredBatch? Score(
        PneumoniaClassifier classifier, ImageSample sample, (StressShift? Shift, double Level)[] plan, StressOptions options, CancellationToken cancellationToken)
    {
        var size = classifier.Manifest.InputSize;
        GreyImage image;
        try
        {
            image = WorkingCopy(ImageDecoder.Decode(ImageSource.Read(sample.Path, options.Images), options.Images, Math.Max(size, WorkingSide)), size);
        }
        catch (UnreadableImageException)
        {
            // It was readable a moment ago: a file that went away meanwhile is in no figure.
            return null;
        }

        var area = size * size;
        var pixels = new float[plan.Length * area];
        for (var i = 0; i < plan.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (shift, level) = plan[i];
            var seed = StableSeed.Of(options.Seed, sample.Name, i);
            (shift?.Apply(image, level, seed) ?? image).StretchTo(size, pixels.AsSpan(i * area, area));
        }

        return Join([.. Enumerable.Range(0, plan.Length).Chunk(BatchSize)
            .Select(batch => classifier.Score(pixels.AsMemory(batch[0] * area, batch.Length * area), batch.Length))]);
    }

    private static ScoredBatch Join(ScoredBatch[] batches) => new(
        [.. batches.SelectMany(static b => b.Probabilities)],
        [.. batches.SelectMany(static b => b.ClassIndex)],
        [.. batches.SelectMany(static b => b.Typicality)],
        [.. batches.SelectMany(static b => b.LabelFlags)]);

    private static GreyImage WorkingCopy(GreyImage image, int size)
    {
        var factor = (double)Math.Max(size, WorkingSide) / Math.Min(image.Width, image.Height);
        return factor >= 1 ? image : image.Stretch((int)Math.Round(image.Width * factor), (int)Math.Round(image.Height * factor));
    }
}
