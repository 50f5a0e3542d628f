using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Quantisation;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Quantisation;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Stages;

/// <summary>
/// Puts the finished networks into another precision, calibrates and promises anew with their own scores, and keeps them only where they lose next
/// to nothing. The calibration rows say so, which nothing was fitted on; the test rows stay evaluation's alone.
/// </summary>
internal sealed class QuantisationStage(TrainingOptions options, ImmutableArray<ImageFile> images, StoreDatabase store, TimeProvider time)
{
    private const string OutOfFold = "The out-of-fold figures are those of the float32 networks.";

    /// <param name="plan">Whose training rows give the ranges.</param>
    /// <param name="model">The float model.</param>
    /// <param name="calibrated">What calibration decided for it.</param>
    /// <param name="calibrate">Calibrates other networks in the same way.</param>
    /// <param name="notes">Told what became of it.</param>
    /// <returns>The model to package.</returns>
    public (CandidateModel, CalibratedModel) Run(
        DataPlan plan, CandidateModel model, CalibratedModel calibrated,
        Func<ImmutableArray<TrainedNetwork>, (CandidateModel, CalibratedModel)> calibrate, List<DataNote> notes)
    {
        var precision = options.Quantisation.Precision;
        if (precision == ModelPrecision.Full) return (model, calibrated);
        var name = precision.Word();
        if (!model.Networks.All(static n => n is GraphNetwork))
        {
            notes.Add(DataNote.Warning($"{name} was left out: what was trained ends in no ONNX graph."));
            return (model, calibrated);
        }

        var draft = Draft(name, plan);
        var reduced = Reduce(model.Networks, plan.Train, precision, ref draft);
        var (smaller, promised) = calibrate(reduced);
        DataRows rows = plan.Calibration.IsEmpty ? plan.Train : plan.Calibration;
        var record = QuantisationFigures.Compare(draft, Decisions(model, rows), Decisions(smaller, rows), FindingScores.Truth(Targets.Of(rows), model.NegativeIndex)) with
        {
            Certified = Certified(promised),
        };

        string[] faults = [.. QuantisationFigures.Faults(record, options.Quantisation, Certified(calibrated), Certified(promised))];
        notes.Add(faults.Length == 0
            ? DataNote.Info($"{QuantisationFigures.Words(record)} {OutOfFold}")
            : DataNote.Warning($"{name} was tried and not kept, so the model is float32: {string.Join("; ", faults)}. {QuantisationFigures.Words(record)}"));
        return faults.Length == 0 ? (smaller, promised with { Quantisation = record }) : (model, calibrated);
    }

    private static QuantisationRecord Draft(string precision, DataPlan plan)
        => new(precision, null, 0, plan.Calibration.IsEmpty ? "training" : "calibration", 0, null, null, null, null, null, null, 0, 0, 0, 0, 0, 1, false);

    // Members that share a backbone go on sharing it.
    private ImmutableArray<TrainedNetwork> Reduce(ImmutableArray<TrainedNetwork> networks, TrainingRows train, ModelPrecision precision, ref QuantisationRecord draft)
    {
        var graphs = new Dictionary<string, (BackboneGraph Graph, StoredFeatures Features)>(StringComparer.Ordinal);
        foreach (var network in networks.Cast<GraphNetwork>().DistinctBy(static n => n.Graph.Key))
        {
            var before = network.Graph.ToFeatureModel();
            var after = precision == ModelPrecision.Half ? GraphQuantiser.ToFloat16(before) : ToInt8(before, network.InputSize, train, ref draft);
            var graph = BackboneGraph.Read(after, new BackboneReadOptions { Threads = options.EffectiveThreads });
            var model = new FeatureModel(graph.ToFeatureModel(), graph.Input.Side, graph.FeatureWidth, $"{graph.Key}|recipe {PixelRecipe.Version}");
            GraphVerifier.Verify(model.Graph, graph, new GraphVerifierOptions { Threads = options.EffectiveThreads });
            graphs[network.Graph.Key] = (graph, new StoredFeatures(model, images, store, options.EffectiveThreads, options.Images));
            draft = draft with
            {
                BytesBefore = draft.BytesBefore + before.Length,
                BytesAfter = draft.BytesAfter + after.Length,
                Speed = GraphSpeed.Ratio(before, model.Graph, FeatureGraph.Features, network.InputSize, time),
            };
        }

        return [.. networks.Cast<GraphNetwork>().Select(n => new ReducedNetwork(n, graphs[n.Graph.Key].Graph, graphs[n.Graph.Key].Features))];
    }

    private byte[] ToInt8(byte[] model, int side, TrainingRows train, ref QuantisationRecord draft)
    {
        ImageFile[] drawn = [.. RangeImages.Draw(train.Rows, options.Quantisation.Images, options.Seed).Select(i => images[i])];
        var pixels = RangeImages.Prepare(drawn, side, options.EffectiveThreads, options.Images);
        var quantised = GraphQuantiser.ToInt8(model, FeatureGraph.Features, pixels, options.EffectiveThreads);
        draft = draft with { Ranges = quantised.Rule.ToString().ToLowerInvariant(), RangeImages = drawn.Length };
        return quantised.Model;
    }

    private static ModelDecisions Decisions(CandidateModel model, DataRows rows)
        => new(model.Probabilities(rows.Rows, CancellationToken.None), model.Thresholds, rows.Task, model.NegativeIndex);

    private static bool Certified(CalibratedModel model) => model.Promises.Any() && model.Promises.All(static p => p.Certified);
}
