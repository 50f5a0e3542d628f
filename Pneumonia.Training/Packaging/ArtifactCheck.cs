using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Quantisation;

namespace Pneumonia.Training.Packaging;

/// <summary>Reads a written model back, by both roads, and compares it with the pipeline's own scores before anyone is told it is done.</summary>
internal static class ArtifactCheck
{
    // 1e-4: the store's features came in batches, by another order of sums, and a steep calibration magnifies the last bits.
    private const float Tolerance = 1e-4f;

    // A last bit before a rounding to 8 bits becomes a level after it.
    private const float Int8Tolerance = 1e-2f;

    // The two roads run the very same graph.
    private const float RoadTolerance = 1e-5f;

    private const int MlNetImages = 3;

    /// <param name="path">The model file.</param>
    /// <param name="images">Some images.</param>
    /// <param name="expected">[images, K]: the pipeline's own probabilities.</param>
    /// <param name="tolerance">Largest difference allowed, as <see cref="ToleranceOf"/> gives it.</param>
    /// <exception cref="ArtifactMismatchException">A score differs.</exception>
    public static void Compare(string path, IReadOnlyList<ImageFile> images, ScoreMatrix expected, float tolerance = Tolerance)
    {
        // The pipeline's own scores, and ML.NET's road, are of the images as they lie.
        using var classifier = PneumoniaClassifier.Load(path, new ClassifierOptions { Pose = PoseHandling.Off });
        var unchanged = Unchanged(images).ToArray();
        var answers = classifier.PredictBatch([.. unchanged.Select(static u => u.Bytes)]);
        foreach (var ((place, _), answer) in unchanged.Zip(answers))
        {
            if (answer.Decision == Decision.Unreadable) continue;
            Require(images[place], "the pipeline's own scores", Outputs(answer, expected.Classes), expected.Row(place), tolerance);
        }

        CompareRoads(path, classifier, [.. unchanged.Take(MlNetImages).Select(u => (images[u.Place], u.Bytes))]);
    }

    /// <summary>What a model's own arithmetic makes of the last bits of the pipeline's.</summary>
    public static float ToleranceOf(ModelPrecision precision) => precision == ModelPrecision.EightBit ? Int8Tolerance : Tolerance;

    // An image that went away or was changed meanwhile says nothing of the model: the scores are of what it was.
    private static IEnumerable<(int Place, byte[] Bytes)> Unchanged(IReadOnlyList<ImageFile> images)
    {
        for (var i = 0; i < images.Count; i++)
        {
            byte[] bytes;
            try
            {
                bytes = images[i].Read(ImageLimits.Default);
            }
            catch (UnreadableImageException)
            {
                continue;
            }

            yield return (i, bytes);
        }
    }

    private static void CompareRoads(string path, PneumoniaClassifier classifier, IEnumerable<(ImageFile, byte[])> images)
    {
        using var folder = PrivateFolder.Create();
        var ml = new MLContext(classifier.Manifest.Seed) { TempFilePath = folder.Path };
        var transformer = ml.LoadPneumonia(path);
        try
        {
            using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
            foreach (var (image, bytes) in images)
            {
                var slow = engine.Predict(new ModelInput { ImageSource = bytes });
                var fast = classifier.Predict(bytes);
                Require(image, "ML.NET's road", [.. fast.Scores.Select(static s => s.Probability)], slow.Score, RoadTolerance);
                if (fast.Decision.ToWord() != slow.Decision)
                {
                    throw new ArtifactMismatchException(
                        $"The model file decides otherwise than ML.NET's road for '{image.Path}': {fast.Decision.ToWord()} instead of {slow.Decision}.");
                }
            }
        }
        finally
        {
            (transformer as IDisposable)?.Dispose();
        }
    }

    private static float[] Outputs(Prediction answer, int outputs)
        => outputs == 1 ? [answer.Probability] : [.. answer.Scores.Select(static s => s.Probability)];

    private static void Require(ImageFile image, string other, ReadOnlySpan<float> found, ReadOnlySpan<float> expected, float tolerance)
    {
        for (var k = 0; k < expected.Length; k++)
        {
            if (!(Math.Abs(found[k] - expected[k]) <= tolerance))
            {
                throw new ArtifactMismatchException(
                    $"The model file answers otherwise than {other} for '{image.Path}': probability {found[k]} instead of {expected[k]} for output {k}; {tolerance} is allowed.");
            }
        }
    }
}
