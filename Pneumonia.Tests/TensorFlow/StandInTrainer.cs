using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.MLNet;
using Pneumonia.Training.Engines;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Tests.TensorFlow;

/// <summary>
/// In the place of ML.NET's image classification: the same columns in and out, signals and files like its own, but 16×16 greys and a
/// linear model. What it makes is a real ITransformer that goes through a real ML.NET .zip.
/// </summary>
internal sealed class StandInTrainer : ITrainer
{
    private readonly Lock gate = new();
    private readonly List<TrainerJob> jobs = [];

    public IReadOnlyList<TrainerJob> Jobs => jobs;

    /// <summary>Called after the features of the training images; what it throws ends the training.</summary>
    public Action<TrainerJob>? Meanwhile { get; init; }

    public ImmutableSortedDictionary<string, string> Packages => ImmutableSortedDictionary<string, string>.Empty.Add("StandIn", "1.0");

    public EngineAvailability Check() => EngineAvailability.Yes;

    public TrainedTransformer Train(TrainerJob job, CancellationToken cancellationToken)
    {
        lock (gate) jobs.Add(job);
        var network = NetworkFacts.Of(job.Settings.Architecture);
        Assert.IsTrue(File.Exists(Path.Combine(job.TempFolder, "MLNET", network.WeightsFile)), "The weights must lie where the real trainer looks.");
        File.WriteAllText(Path.Combine(job.Workspace, "trainSetBottleneckFile.csv"), "left behind");

        var ml = new MLContext(job.Seed) { TempFilePath = job.TempFolder };
        for (var i = 1; i <= job.Judges.Length; i++) job.Told(new TrainerSignal.Featurised(OnJudges: true, i));
        for (var i = 1; i <= job.Train.Length; i++) job.Told(new TrainerSignal.Featurised(OnJudges: false, i));
        Meanwhile?.Invoke(job);
        cancellationToken.ThrowIfCancellationRequested();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            job.Told(new TrainerSignal.EpochEnded(false, epoch, 0.9f, 0.3f, job.Settings.LearningRate));
            if (!job.Judges.IsEmpty) job.Told(new TrainerSignal.EpochEnded(true, epoch, epoch == 1 ? 0.875f : 0.75f, 0.5f, job.Settings.LearningRate));
        }

        var data = TrainerData.View(ml, job, job.Train, cancellationToken);
        var trained = ml.Transforms.CustomMapping(new ShrunkMapping().GetMapping(), ShrunkMapping.Contract)
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(TrainerData.Label, "Shrunk", l2Regularization: 0.1f))
            .Fit(data);
        return new TrainedTransformer(ml, TrainerData.WithNames(ml, trained, data));
    }
}

internal sealed class ShrunkRow
{
    [ColumnName("Shrunk"), VectorType(ShrunkMapping.Side * ShrunkMapping.Side)]
    public float[] Pixels { get; set; } = [];
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class ShrunkMapping : CustomMappingFactory<JpegRow, ShrunkRow>
{
    public const string Contract = "Pneumonia.Tests.Shrunk";

    public const int Side = 16;

    public override Action<JpegRow, ShrunkRow> GetMapping() => static (jpeg, row) =>
    {
        var pixels = new float[Side * Side];
        PixelRecipe.Prepare(jpeg.Jpeg, Side, pixels);
        row.Pixels = [.. pixels.Select(static p => p / 255)];
    };
}
