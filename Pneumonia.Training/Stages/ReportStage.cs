using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report;

namespace Pneumonia.Training.Stages;

/// <summary>The last stage, after the model file is safe on the disk: tries it on shifted test images, and writes the report.</summary>
internal sealed class ReportStage(TrainingOptions options)
{
    private const string Interrupted = "The stress suite was interrupted: how the model bears other exposures, blur or noise is not known.";

    private const string NoTest = "There are no test images, so the stress suite was left out.";

    public TrainingResult Run(TrainingResult result, TestRows test, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Stress is { } stress) result = Stress(result, test, stress, progress, cancellationToken);
        if (options.Report is not { } report) return result;
        result = result with { ReportFolder = Path.GetFullPath(report.Folder) };
        ReportWriter.Write(report.Folder, ReportData.Of(result, options));
        return result;
    }

    private TrainingResult Stress(
        TrainingResult result, TestRows test, StressOptions stress, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (test.IsEmpty) return Noted(result, NoTest);
        var total = Math.Min(test.Count, stress.MaxImages);
        var told = new SynchronousProgress<int>(done => progress?.Report(new TrainingProgress(TrainingStage.Reporting, done, total, "stress suite")));
        try
        {
            var found = StressSuite.Run(
                result.ModelPath, test.Samples, stress with { Threads = options.Threads, Images = options.Images }, told, cancellationToken);
            return result with { Stress = found, Card = ModelCard.Write(result.Manifest, found) };
        }
        catch (OperationCanceledException)
        {
            // There is a model: what is missing is said, and the run ends as well as it can.
            return Noted(result, Interrupted);
        }
    }

    private static TrainingResult Noted(TrainingResult result, string text)
        => result with { Notes = result.Notes.Add(new DataNote(NoteSeverity.Warning, text)) };
}
