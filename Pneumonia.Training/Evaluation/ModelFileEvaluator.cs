using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Evaluation;

/// <summary>Measures a model file on labelled images, at its own thresholds, and says how many of them it has seen before.</summary>
public static class ModelFileEvaluator
{
    /// <param name="modelPath">The model .zip.</param>
    /// <param name="dataPath">A folder or CSV; where it has a test split, that alone is measured.</param>
    /// <param name="data">How it is read; task and positive class come from the model.</param>
    /// <param name="options">How it is measured.</param>
    /// <param name="progress">Told how many images are done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ModelFileException">The model is refused.</exception>
    /// <exception cref="DataSetException">The data can't be used, or have classes that the model doesn't know.</exception>
    public static async Task<ModelFileEvaluation> EvaluateAsync(
        string modelPath, string dataPath, DataSetOptions? data = null, EvaluationOptions? options = null,
        IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        using var classifier = PneumoniaClassifier.Load(modelPath, new ClassifierOptions { Pose = PoseHandling.Off });
        var manifest = classifier.Manifest;
        var set = Read(dataPath, manifest, data ?? new DataSetOptions(), wholeSet: false, cancellationToken, out var notes);
        var hashes = await ContentHash.ComputeAsync(set, cancellationToken: cancellationToken).ConfigureAwait(false);

        var predictions = new List<Prediction>(set.Samples.Length);
        foreach (var prediction in classifier.PredictBatch(set.Samples.Select(static s => s.Path), cancellationToken))
        {
            predictions.Add(prediction);
            progress?.Report(predictions.Count);
        }

        var read = Enumerable.Range(0, predictions.Count).Where(i => predictions[i].Decision != Decision.Unreadable).ToImmutableArray();
        if (read.IsEmpty) throw new DataSetException(dataPath, ["none of its images can be read"]);
        var samples = read.Select(i => set.Samples[i]).ToImmutableArray();
        var answered = read.Select(i => predictions[i]).ToImmutableArray();
        var seen = Seen(modelPath, read.Select(i => hashes.Images[i]));
        if (seen > 0) notes.Add(new DataNote(NoteSeverity.Warning, $"The model was trained or calibrated on {seen:N0} of these {read.Length:N0} images: the figures do not speak of new images."));
        var probabilities = Probabilities(manifest, answered);
        return new ModelFileEvaluation
        {
            Manifest = manifest,
            Evaluation = Measure(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataPath))), manifest, samples, probabilities, options, cancellationToken),
            Samples = samples,
            Predictions = answered,
            Probabilities = probabilities,
            Unreadable = [.. predictions.Where(static p => p.Decision == Decision.Unreadable)],
            Seen = seen,
            Atypical = answered.Count(static p => p.Decision == Decision.NotAChestXray),
            Notes = [.. notes],
        };
    }

    /// <summary>Reads a set as a model knows it: its task, its classes in its order; the test part alone, where there is one and not the whole set is asked for.</summary>
    internal static DataSet Read(
        string path, ModelManifest manifest, DataSetOptions options, bool wholeSet, CancellationToken cancellationToken, out List<DataNote> notes)
    {
        var set = DataSetReader.Read(
            path,
            options with { Task = manifest.Task, MinImagesPerClass = 1 },
            cancellationToken);
        notes = [.. set.Notes];
        if (manifest.Task != ClassificationTask.Binary)
        {
            var unknown = set.Classes.Except(manifest.Classes, StringComparer.Ordinal).ToArray();
            if (unknown.Length > 0) throw new DataSetException(path, [$"the model knows {string.Join(", ", manifest.Classes)}; it does not know {string.Join(", ", unknown)}"]);
            set = Renumbered(set, manifest);
        }

        if (wholeSet) return set;
        var test = set.Samples.Where(static s => s.Split == DataSplit.Test).ToImmutableArray();
        if (test.IsEmpty || test.Length == set.Samples.Length) return set;
        notes.Add(new DataNote(NoteSeverity.Info, $"Only the test part is measured: {test.Length:N0} of {set.Samples.Length:N0} images."));
        return set.With(test, []);
    }

    // The model's class order, which may hold classes that these data lack.
    private static DataSet Renumbered(DataSet set, ModelManifest manifest)
    {
        var samples = set.Samples.Select(s => s with { Labels = [.. s.Labels.Select(l => manifest.Classes.IndexOf(set.Classes[l])).Order()] });
        return new DataSet(manifest.Task, manifest.Classes, [.. samples], manifest.Task == ClassificationTask.MultiClass ? manifest.NegativeClass : null, set.Notes);
    }

    private static int Seen(string modelPath, IEnumerable<string?> hashes)
    {
        using var archive = ModelArchive.Open(modelPath);
        var seen = SeenImages.Read(archive);
        return hashes.Count(h => SeenImages.Contains(seen, h));
    }

    private static ModelEvaluation Measure(
        string name, ModelManifest manifest, ImmutableArray<ImageSample> samples, ScoreMatrix probabilities,
        EvaluationOptions? options, CancellationToken cancellationToken)
        => ModelEvaluator.Evaluate(
            name, probabilities, new Targets(manifest.Task, manifest.Classes, [.. samples.Select(static s => s.Labels)]), FindingScores.NegativeOf(manifest),
            manifest.Thresholds, [.. samples.Select(static s => s.Patient)], options ?? EvaluationOptions.Default, cancellationToken, manifest.ReferBelow);

    private static ScoreMatrix Probabilities(ModelManifest manifest, ImmutableArray<Prediction> answers)
    {
        float[] values = manifest.Task == ClassificationTask.Binary
            ? [.. answers.Select(static a => a.Probability)]
            : [.. answers.SelectMany(static a => a.Scores.Select(static s => s.Probability))];
        return new ScoreMatrix(values, answers.Length, manifest.Thresholds.Length);
    }
}
