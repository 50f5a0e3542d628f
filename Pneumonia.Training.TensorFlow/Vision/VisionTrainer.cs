using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Vision;
using Pneumonia.Model.MLNet;
using Pneumonia.Training.Engines;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Training.TensorFlow.Vision;

/// <summary>The real trainer. Compiled only with the property TensorFlow; kept to what needs Microsoft.ML.Vision's types.</summary>
internal sealed class VisionTrainer : ITrainer
{
    public ImmutableSortedDictionary<string, string> Packages => ImmutableSortedDictionary<string, string>.Empty
        .Add("Microsoft.ML.Vision", VersionOf(typeof(ImageClassificationTrainer).Assembly));

    public EngineAvailability Check()
    {
        try
        {
            // Stays loaded: TensorFlow doesn't bear being unloaded.
            NativeLibrary.Load("tensorflow", typeof(Tensorflow.Binding).Assembly, null);
            return EngineAvailability.Yes;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return Availability.NoNativeLibrary(e.Message);
        }
    }

    public TrainedTransformer Train(TrainerJob job, CancellationToken cancellationToken)
    {
        var ml = new MLContext(job.Seed) { TempFilePath = job.TempFolder };
        var data = TrainerData.View(ml, job, job.Train, cancellationToken);
        var judges = job.Judges.IsEmpty ? null : TrainerData.View(ml, job, job.Judges, cancellationToken);
        var options = Options(job, judges, metrics =>
        {
            // MLContext's own way to be cancelled is internal; an exception from here ends the training just as well.
            cancellationToken.ThrowIfCancellationRequested();
            job.Told(Signal(metrics));
        });
        var trained = ml.MulticlassClassification.Trainers.ImageClassification(options).Fit(data);
        return new TrainedTransformer(ml, TrainerData.WithNames(ml, trained, data));
    }

    internal static ImageClassificationTrainer.Options Options(
        TrainerJob job, IDataView? judges, Action<ImageClassificationTrainer.ImageClassificationMetrics> told) => new()
    {
        FeatureColumnName = JpegRow.Column,
        LabelColumnName = TrainerData.Label,
        PredictedLabelColumnName = TrainerData.PredictedLabel,
        Arch = Enum.Parse<ImageClassificationTrainer.Architecture>(job.Settings.Architecture.ToString()),
        BatchSize = job.Settings.BatchSize,
        Epoch = job.Settings.Epochs,
        LearningRate = job.Settings.LearningRate,
        LearningRateScheduler = new ExponentialLRDecay(job.Settings.LearningRate),
        // Here and not in Fit(train, valid), which ignores what it is given unless this is set too; and never a random fraction, which cuts patients.
        ValidationSet = judges,
        ValidationSetFraction = null,
        EarlyStoppingCriteria = job.Settings.Patience is { } patience ? new ImageClassificationTrainer.EarlyStopping(job.Settings.MinGain, patience) : null,
        WorkspacePath = job.Workspace,
        ReuseTrainSetBottleneckCachedValues = true,
        ReuseValidationSetBottleneckCachedValues = true,
        MetricsCallback = told,
    };

    internal static TrainerSignal Signal(ImageClassificationTrainer.ImageClassificationMetrics metrics) => metrics.Train is { } t
        ? new TrainerSignal.EpochEnded(OnJudges(t.DatasetUsed), t.Epoch, t.Accuracy, t.CrossEntropy, t.LearningRate)
        : new TrainerSignal.Featurised(OnJudges(metrics.Bottleneck.DatasetUsed), metrics.Bottleneck.Index);

    private static bool OnJudges(ImageClassificationTrainer.ImageClassificationMetrics.Dataset set)
        => set == ImageClassificationTrainer.ImageClassificationMetrics.Dataset.Validation;

    private static string VersionOf(Assembly assembly)
        => (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?").Split('+')[0];
}
