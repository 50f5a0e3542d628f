namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>The trainer's signals as the pipeline's progress.</summary>
/// <param name="stage">The stage that is running.</param>
/// <param name="what">What is trained, in a few words.</param>
/// <param name="job">Counts of images and epochs.</param>
internal sealed class ProgressWords(TrainingStage stage, string what, TrainerJob job)
{
    public TrainingProgress Of(TrainerSignal signal) => signal switch
    {
        TrainerSignal.Featurised f => new TrainingProgress(
            stage,
            (f.OnJudges ? 0 : job.Judges.Length) + f.Index,
            job.Train.Length + job.Judges.Length,
            $"{what}, {(f.OnJudges ? "features of the held-back images" : "features of the training images")}, {f.Index} of {(f.OnJudges ? job.Judges : job.Train).Length}"),
        TrainerSignal.EpochEnded e => new TrainingProgress(
            stage,
            e.Epoch + 1,
            job.Settings.Epochs,
            FormattableString.Invariant(
                $"{what}, epoch {e.Epoch + 1} of {job.Settings.Epochs}, {(e.OnJudges ? "held-back" : "training")} accuracy {e.Accuracy:0.000}, cross-entropy {e.CrossEntropy:0.000}")),
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not a signal of the trainer."),
    };
}
