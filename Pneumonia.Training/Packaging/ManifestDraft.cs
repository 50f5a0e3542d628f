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
        TrainingOptions options, ScreenedData screened, DataPlan plan, Ensemble ensemble, CandidateModel model,
        CalibratedModel calibrated, IEnumerable<MetricRecord> metrics, IEnumerable<DataNote> notes, DateTimeOffset now)
        => new()
        {
            FormatVersion = ModelManifest.CurrentFormat,
            CreatedBy = $"Pneumonia.MLNet {PackageVersions.Own}",
            CreatedAt = now,
            Task = plan.Train.Task,
            Classes = plan.Train.Classes,
            NegativeClass = plan.Train.NegativeClass,
            InputSize = model.Networks[0].InputSize,
            PixelRecipe = PixelRecipe.Version,
            Engine = string.Join(" + ", ensemble.Members.Select(static m => m.Settings.Engine).Distinct(StringComparer.Ordinal)),
            Backbones = [.. model.Networks.Select(static n => n.Backbone).DistinctBy(static b => b.Sha256).Select(b => Record(b, screened.Images))],
            Data = new DataRecord(
                screened.ContentHash, options.Data.PatientRule.ToString() ?? "", [Split("train", plan.Train), Split("calibration", plan.Calibration), Split("test", plan.Test)]),
            Seed = options.Seed,
            Hyperparameters = Hyperparameters(ensemble),
            Calibration = calibrated.Record,
            CalibrationMap = model.Networks[0] is TransformerNetwork ? CalibrationMaps.Of(model.Calibrator) : null,
            Thresholds = model.Thresholds,
            ReferBelow = calibrated.ReferBelow,
            ReferPromise = calibrated.ReferPromise,
            Promises = calibrated.Promises,
            TypicalityLimit = calibrated.TypicalityLimit,
            Reference = calibrated.Reference,
            Quantisation = calibrated.Quantisation,
            Metrics = [.. metrics],
            Notes = [.. notes.Select(static n => n.Text)],
            Packages = PackageVersions.All.SetItems(model.Networks.SelectMany(static n => n.Packages)),
            Graph = NoGraphYet,
            Files = ImmutableSortedDictionary<string, string>.Empty,
        };

    // One member's parameters keep their names; several are told apart by their trials.
    private static ImmutableSortedDictionary<string, string> Hyperparameters(Ensemble ensemble) => ensemble.Members.Length == 1
        ? ensemble.Members[0].Settings.Parameters.Values
        : ensemble.Members
            .Select(static (m, i) => KeyValuePair.Create($"member {i + 1}", $"trial {m.Number}: {m.Settings.Parameters}"))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static BackboneRecord Record(Backbone backbone, ImmutableArray<ImageFile> images)
        => new(backbone.Name, backbone.Sha256, backbone.TrainedOn?.DataSet, BackboneOverlap.Count(backbone, images));

    private static SplitRecord Split(string name, DataRows rows)
        => new(
            name,
            rows.Count,
            rows.CountPatients(),
            rows.Classes.Select((label, index) => KeyValuePair.Create(label, rows.Samples.Count(s => s.Labels.Contains(index)))).ToImmutableSortedDictionary());
}
