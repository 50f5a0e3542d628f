using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;

namespace Pneumonia.Training.Packaging;

/// <summary>Turns what a run found into the words of a manifest.</summary>
internal static class ManifestDraft
{
    // A graph's place and hashes are the packager's to fill in.
    private static readonly GraphRecord NoGraphYet = new("onnx", "", "", 0);

    public static ModelManifest Of(
        TrainingOptions options, ScreenedData screened, DataPlan plan, TrialResult winner, CandidateModel model,
        CalibratedModel calibrated, IEnumerable<MetricRecord> metrics, IEnumerable<DataNote> notes, DateTimeOffset now)
        => new()
        {
            FormatVersion = ModelManifest.CurrentFormat,
            CreatedBy = $"Pneumonia.MLNet {PackageVersions.Own}",
            CreatedAt = now,
            Task = plan.Train.Task,
            Classes = plan.Train.Classes,
            NegativeClass = plan.Train.NegativeClass,
            InputSize = model.Networks[0].Graph.Input.Side,
            PixelRecipe = PixelRecipe.Version,
            Engine = winner.Settings.Engine,
            Backbones = [.. model.Networks.Select(static n => n.Backbone).DistinctBy(static b => b.Sha256).Select(b => Record(b, screened.Images))],
            Data = new DataRecord(
                screened.ContentHash, options.Data.PatientRule.ToString() ?? "", [Split("train", plan.Train), Split("calibration", plan.Calibration), Split("test", plan.Test)]),
            Seed = options.Seed,
            Hyperparameters = winner.Settings.Parameters.Values,
            Calibration = calibrated.Record,
            Thresholds = model.Thresholds,
            Promises = calibrated.Promises,
            TypicalityLimit = calibrated.TypicalityLimit,
            Metrics = [.. metrics],
            Notes = [.. notes.Select(static n => n.Text)],
            Packages = PackageVersions.All,
            Graph = NoGraphYet,
            Files = ImmutableSortedDictionary<string, string>.Empty,
        };

    private static BackboneRecord Record(Backbone backbone, ImmutableArray<ImageFile> images)
        => new(backbone.Name, backbone.Sha256, backbone.TrainedOn?.DataSet, BackboneOverlap.Count(backbone, images));

    private static SplitRecord Split(string name, DataRows rows)
        => new(
            name,
            rows.Count,
            rows.CountPatients(),
            rows.Classes.Select((label, index) => KeyValuePair.Create(label, rows.Samples.Count(s => s.Labels.Contains(index)))).ToImmutableSortedDictionary());
}
