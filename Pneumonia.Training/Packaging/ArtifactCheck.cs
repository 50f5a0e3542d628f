using Microsoft.ML;
using Pneumonia.Model;
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
        var answers = classifier.PredictBatch(images.Select(static i => i.Path)).ToArray();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Decision == Decision.Unreadable) continue;
            Require(images[i], "the pipeline's own scores", Outputs(answers[i], expected.Classes), expected.Row(i), tolerance);
        }

        CompareRoads(path, classifier, images.Take(MlNetImages));
    }

    /// <summary>What a model's own arithmetic makes of the last bits of the pipeline's.</summary>
    public static float ToleranceOf(ModelPrecision precision) => precision == ModelPrecision.EightBit ? Int8Tolerance : Tolerance;

    private static void CompareRoads(string path, PneumoniaClassifier classifier, IEnumerable<ImageFile> images)
    {
        using var folder = PrivateFolder.Create();
        var ml = new MLContext(classifier.Manifest.Seed) { TempFilePath = folder.Path };
        var transformer = ml.LoadPneumonia(path);
        try
        {
            using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
            foreach (var image in images.Where(static i => File.Exists(i.Path)))
            {
                var slow = engine.Predict(new ModelInput { ImageSource = File.ReadAllBytes(image.Path) });
                var fast = classifier.Predict(image.Path).Scores.Select(static s => s.Probability).ToArray();
                Require(image, "ML.NET's road", fast, slow.Score, RoadTolerance);
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
