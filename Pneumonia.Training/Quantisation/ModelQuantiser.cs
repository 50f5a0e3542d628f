using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Quantisation;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Report;
using Pneumonia.Training.Stages;

namespace Pneumonia.Training.Quantisation;

/// <summary>Makes a finished model file smaller, compares both on labelled images, and writes the smaller one where it loses next to nothing.</summary>
public sealed class ModelQuantiser
{
    private const int CheckedImages = 8;

    private readonly QuantisationOptions options;
    private readonly TimeProvider time;
    private readonly int threads = Environment.ProcessorCount;

    /// <param name="options">Precision, and how much may be lost.</param>
    /// <param name="time">The clock; the system's where null.</param>
    /// <exception cref="TrainingOptionsException">A rule is broken; all faults are listed.</exception>
    public ModelQuantiser(QuantisationOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] faults = [.. options.Faults(), .. options.Precision == ModelPrecision.Full ? ["The precision must be Half (float16) or EightBit (int8): Full leaves the model as it is."] : Array.Empty<string>()];
        if (faults.Length > 0) throw new TrainingOptionsException(faults);
        (this.options, this.time) = (options, time ?? TimeProvider.System);
    }

    /// <summary>Runs it.</summary>
    /// <param name="modelPath">The model .zip.</param>
    /// <param name="dataPath">
    /// Labelled images, folder or CSV. Those that the model has seen give the ranges; those that it has not are what thresholds and promise are made anew on.
    /// Where there are none of the latter, the thresholds stay and nothing is certified.
    /// </param>
    /// <param name="outPath">Where the smaller model goes.</param>
    /// <param name="data">How the images are read; the task comes from the model.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ModelFileException">The model is refused, or holds no ONNX graph.</exception>
    /// <exception cref="DataSetException">The data can't be used.</exception>
    /// <exception cref="TrainingOptionsException">The model is quantised already, or can't be written where it should go.</exception>
    public async Task<QuantisationResult> RunAsync(
        string modelPath, string dataPath, string outPath, DataSetOptions? data = null, CancellationToken cancellationToken = default)
    {
        OutputCheck.Require(outPath);
        var manifest = ModelFile.Verify(modelPath);
        if (!manifest.Graph.IsOnnx) throw new ModelFileException(ModelFileFault.RuntimeMissing, $"'{modelPath}' holds no ONNX graph: it can't be quantised.");
        if (manifest.Quantisation is { } already) throw new TrainingOptionsException([$"'{modelPath}' is {already.Precision} already; name the model that it was made from."]);
        var set = ModelFileEvaluator.Read(dataPath, manifest, data ?? new DataSetOptions(), wholeSet: true, cancellationToken, out _);
        var hashes = (await ContentHash.ComputeAsync(set, cancellationToken: cancellationToken).ConfigureAwait(false)).Images;
        using var archive = ModelArchive.Open(modelPath);
        var seen = SeenImages.Read(archive);
        var rows = QuantisationRows.Choose(set, hashes, seen, options, manifest.Seed, dataPath);

        var before = ModelFile.ReadGraph(modelPath);
        var ranges = options.Precision == ModelPrecision.EightBit ? Ranges(before, manifest, set, rows) : null;
        byte[] Smaller(byte[] graph) => ranges is null ? GraphQuantiser.ToFloat16(graph) : ranges.Apply(graph);
        var after = Smaller(before);
        string[] paths = [.. rows.Judge.Select(i => set.Samples[i].Path)];
        var (found, refused) = GraphScores.Of(after, manifest, paths, threads, cancellationToken);
        var (expected, refusedBefore) = GraphScores.Of(before, manifest, paths, threads, cancellationToken);
        var changed = Promised(manifest, new CalibrationRows(set, rows.Judge), found, rows.Unseen);

        var negative = FindingScores.NegativeOf(manifest);
        var truth = FindingScores.Truth(new Targets(manifest.Task, manifest.Classes, [.. rows.Judge.Select(i => set.Samples[i].Labels)]), negative);
        var record = QuantisationFigures.Compare(
            Draft(before, after, ranges, manifest, rows),
            new ModelDecisions(expected, manifest.Thresholds, manifest.Task, negative) { Refused = refusedBefore },
            new ModelDecisions(found, changed.Thresholds, manifest.Task, negative) { Refused = refused }, truth) with { Certified = Certified(changed) };
        var summary = QuantisationFigures.Words(record);
        // What these data can't certify, for want of unseen images, is said and no fault of the smaller model.
        ImmutableArray<string> faults = [.. QuantisationFigures.Faults(record, options, rows.Unseen && Certified(manifest), Certified(changed))];
        if (!faults.IsEmpty) return new QuantisationResult(null, record, faults, summary);

        var written = changed with { Quantisation = record, CreatedAt = time.GetUtcNow(), Notes = [.. manifest.Notes, $"{summary} All other figures are those of the float32 model."] };
        var graph = Smaller(GraphThresholds.Replace(before, written.Thresholds.AsSpan(), negative));
        var used = rows.Ranges.Concat(rows.Judge).Select(i => hashes[i]!);
        var sample = Enumerable.Range(0, Math.Min(CheckedImages, paths.Length)).ToArray();
        written = CheckedModel.Write(
            outPath, modelPath,
            path => ModelPackager.Write(path, new ModelBody.Onnx(graph), written, static m => ModelCard.Write(m), seen.Concat(used)),
            path => ArtifactCheck.Compare(path, [.. sample.Select(i => new ImageFile(paths[i], hashes[rows.Judge[i]]!))], found.Select(sample), ArtifactCheck.ToleranceOf(options.Precision)));
        return new QuantisationResult(written, record, [], summary);
    }

    private QuantisedGraph Ranges(byte[] graph, ModelManifest manifest, DataSet set, QuantisationRows rows)
    {
        ImageFile[] images = [.. rows.Ranges.Select(i => new ImageFile(set.Samples[i].Path, ""))];
        return GraphQuantiser.ToInt8(graph, ClassifierGraph.Logits, RangeImages.Prepare(images, manifest.InputSize, threads, ImageLimits.Default), threads);
    }

    private QuantisationRecord Draft(byte[] before, byte[] after, QuantisedGraph? ranges, ModelManifest manifest, QuantisationRows rows) => new(
        options.Precision.Word(), ranges?.Rule.ToString().ToLowerInvariant(), ranges is null ? 0 : rows.Ranges.Length,
        rows.Unseen ? "unseen" : "partly seen", 0, null, null, null, null, null, null, 0, 0, 0, before.Length, after.Length,
        GraphSpeed.Ratio(before, after, ClassifierGraph.Probabilities, manifest.InputSize, time), false);

    // The bar of the refer band and the typicality limit stay where they are: what they promise was found with the float32 scores, and is no longer certified.
    private static ModelManifest Promised(ModelManifest manifest, CalibrationRows rows, ScoreMatrix probabilities, bool unseen)
    {
        const string Why = "Not certified: the model was quantised without images that it had not seen.";
        var refer = manifest.ReferPromise is { } r ? r with { Certified = false, LowerBound = null, Explanation = $"Not certified for the quantised model. Of the float32 model: {r.Explanation}" } : null;
        if (!unseen || manifest.Promises.IsEmpty)
        {
            return manifest with
            {
                ReferPromise = refer,
                Promises = [.. manifest.Promises.Select(static p => p with { Certified = false, LowerBound = null, Explanation = $"{Why} Of the float32 model: {p.Explanation}" })],
            };
        }

        var first = manifest.Promises[0];
        var (thresholds, promises) = CalibrationStage.PromiseAgain(rows, probabilities, manifest.Thresholds, first.TargetRecall, first.Confidence, manifest.Seed);
        return manifest with { Thresholds = thresholds, Promises = promises, ReferPromise = refer };
    }

    private static bool Certified(ModelManifest manifest) => manifest.Promises.Any() && manifest.Promises.All(static p => p.Certified);
}
