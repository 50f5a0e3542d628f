using System.Collections.Immutable;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Quantisation;
using Pneumonia.Training.Report;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;
using Pneumonia.Training.Stages;
using Pneumonia.Training.Store;
using Pneumonia.Training.Typicality;

namespace Pneumonia.Training;

/// <summary>From images to one model file. Frozen options, stages in a fixed order; every stage is a class of its own.</summary>
public sealed class TrainingPipeline
{
    private readonly TrainingOptions options;
    private readonly TimeProvider time;

    internal TrainingPipeline(TrainingOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
    }

    /// <summary>Begins a pipeline.</summary>
    /// <param name="time">The clock; the system's where null.</param>
    public static TrainingPipelineBuilder Create(TimeProvider? time = null) => new(time ?? TimeProvider.System);

    /// <summary>
    /// Runs it. Cancelling while trials run ends the search and packages the best so far; cancelling before the first trial ended, or
    /// in an earlier stage, stops, and the same run goes on from there next time.
    /// </summary>
    /// <param name="progress">Told how far each stage is.</param>
    /// <param name="observer">Told of every trial.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="DataSetException">The data can't be used.</exception>
    /// <exception cref="EngineUnavailableException">No engine can run here.</exception>
    /// <exception cref="SearchException">No trial ended well.</exception>
    /// <exception cref="TrainingOptionsException">The model or the report can't be written where it should go.</exception>
    /// <exception cref="WorkFolderException">The work folder can't be used, or the disk under it is full.</exception>
    /// <exception cref="OperationCanceledException">Stopped before there was a model.</exception>
    public async Task<TrainingResult> RunAsync(
        IProgress<TrainingProgress>? progress = null, ITrialObserver? observer = null, CancellationToken cancellationToken = default)
    {
        OutputCheck.Require(options.ModelPath, options.Report?.Folder);
        using var work = WorkFolder.Open(options.WorkFolder);
        try
        {
            return await RunAsync(work, progress, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (WorkFolderException.Of(e, work) is { } fault)
        {
            throw fault;
        }
    }

    private async Task<TrainingResult> RunAsync(
        WorkFolder work, IProgress<TrainingProgress>? progress, ITrialObserver? observer, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var notes = new List<DataNote>();
        using var store = StoreDatabase.Open(work.StorePath, aside => notes.Add(new DataNote(NoteSeverity.Warning, $"The store was damaged and set aside as '{aside}'.")));

        progress?.Report(new TrainingProgress(TrainingStage.Reading, 0, 0, options.DataPath));
        var data = DataSetReader.Read(options.DataPath, options.Data, cancellationToken);
        var screened = await new ImageScreen(new ScreeningStore(store), options.Images, options.EffectiveThreads, options.Screening)
            .RunAsync(data, progress, cancellationToken).ConfigureAwait(false);
        screened.Report.ThrowIfFailed(options.DataPath);
        var plan = SplitPlanner.Plan(screened.Data, options.Splits with { Seed = options.Seed });
        notes.AddRange([.. screened.Data.Notes, .. plan.Notes]);

        using var engines = await EngineSessions
            .StartAsync(options, Context(screened, plan.Train, store, progress), cancellationToken).ConfigureAwait(false);
        notes.AddRange(engines.Notes);

        progress?.Report(new TrainingProgress(TrainingStage.Searching, 0, options.Budget.TrialsOf(engines.ByName.Values)));
        var search = Search(engines, plan.Train, Journal(store, plan.Train, screened), observer, cancellationToken);
        var ensemble = EnsembleSelection.Choose(
            search.Trials, settings => engines.ByName[settings.Engine].ShapeOf(settings), Scorer(plan.Train), options.Ensemble);

        // From here on there is something to keep: a cancelled search still ends in a model.
        progress?.Report(new TrainingProgress(TrainingStage.Fitting, 0, 1, string.Join(" + ", ensemble.Members.Select(static m => $"trial {m.Number}"))));
        using var networks = TrainedNetworks.Fit(engines, ensemble);
        notes.AddRange(networks.Members.DistinctBy(static n => n.Backbone.Sha256).Select(n => BackboneOverlap.Note(n.Backbone, screened.Images)).OfType<DataNote>());

        notes.AddRange(networks.Members.SelectMany(static n => n.Notes).Distinct().Select(static text => DataNote.Info(text)));

        progress?.Report(new TrainingProgress(TrainingStage.Calibrating, 0, 1));
        (CandidateModel, CalibratedModel) Calibrated(ImmutableArray<TrainedNetwork> members) => Calibrate(plan, ensemble, members, screened.Images, store);
        var (model, calibrated) = Calibrated(networks.Members);
        (model, calibrated) = new QuantisationStage(options, screened.Images, store, time).Run(plan, model, calibrated, Calibrated, notes);

        progress?.Report(new TrainingProgress(TrainingStage.Evaluating, 0, plan.Test.Count));
        var outOfFoldProbabilities = calibrated.Calibrator.Apply(Logits(ensemble, model.Targets));
        var outOfFold = Evaluate("out-of-fold", plan.Train, model, outOfFoldProbabilities, calibrated.ReferBelow);
        var measured = plan.Test.IsEmpty
            ? new MeasuredImages(plan.Train.Samples, outOfFoldProbabilities)
            : new MeasuredImages(plan.Test.Samples, model.Probabilities(plan.Test.Rows, CancellationToken.None));
        var evaluation = plan.Test.IsEmpty ? outOfFold : Evaluate("test", plan.Test, model, measured.Probabilities, calibrated.ReferBelow);

        progress?.Report(new TrainingProgress(TrainingStage.Packaging, 0, 1, options.ModelPath));
        var metrics = plan.Test.IsEmpty ? outOfFold.ToRecords() : [.. evaluation.ToRecords(), .. outOfFold.ToRecords()];
        var manifest = Package(screened, plan, ensemble, model, calibrated, metrics, notes);
        engines.Complete();
        var result = new TrainingResult
        {
            ModelPath = Path.GetFullPath(options.ModelPath),
            Manifest = manifest,
            Card = ModelCard.Write(manifest),
            Search = search,
            Evaluation = evaluation,
            Screening = screened.Report,
            LabelAudit = LabelAuditStage.Run(plan, outOfFoldProbabilities, model),
            Measured = measured,
            Calibration = calibrated.Reports,
            Notes = [.. notes],
            Duration = time.GetElapsedTime(started),
        };
        return new ReportStage(options).Run(result, plan.Test, progress, cancellationToken) with { Duration = time.GetElapsedTime(started) };
    }

    private EngineContext Context(ScreenedData screened, TrainingRows train, StoreDatabase store, IProgress<TrainingProgress>? progress) => new()
    {
        Images = screened.Images,
        TrainingRows = train.Rows,
        Targets = Targets.Of(train),
        Folds = train.Folds,
        Seed = options.Seed,
        Threads = options.EffectiveThreads,
        ImageLimits = options.Images,
        Progress = progress,
        Store = store,
    };

    private TrialJournal Journal(StoreDatabase store, TrainingRows train, ScreenedData screened)
    {
        var trials = new TrialStore(store, RunKey.Of(options, train, screened.Images));
        if (options.Fresh) trials.Clear();
        var targets = Targets.Of(train);
        return new TrialJournal(trials, targets.Rows * targets.Outputs);
    }

    private SearchOutcome Search(
        EngineSessions engines, TrainingRows train, TrialJournal journal, ITrialObserver? observer, CancellationToken cancellationToken)
    {
        var tuner = new CostAwareTuner(engines.Arms, options.Seed);
        return new TrialSearch(engines.ByName, tuner, Scorer(train), journal, options.Budget, time, observer ?? SilentObserver.Instance).Run(cancellationToken);
    }

    private OutOfFoldScorer Scorer(TrainingRows train) => new(Targets.Of(train), train.Folds, options.Metric, options.TargetRecall);

    private (CandidateModel, CalibratedModel) Calibrate(
        DataPlan plan, Ensemble ensemble, ImmutableArray<TrainedNetwork> networks, ImmutableArray<ImageFile> images, StoreDatabase store)
    {
        var targets = Targets.Of(plan.Train);
        var heldOut = NetworkEnsemble.Logits(networks, plan.Calibration.Rows, targets.Outputs, CancellationToken.None);
        var calibrated = new CalibrationStage(options).Run(plan.Train, Logits(ensemble, targets), plan.Calibration, heldOut);
        var (typicality, limit, distances) = Typicality(plan, networks[0], images, store);
        var model = new CandidateModel
        {
            Networks = networks,
            Targets = targets,
            NegativeIndex = Negative(plan.Train),
            Calibrator = calibrated.Calibrator,
            Thresholds = calibrated.Thresholds,
            ReferBelow = calibrated.ReferBelow,
            TypicalityLimit = limit,
            Typicality = typicality,
        };
        model = model with { MapBaseline = new MapBaselineStage(options).Measure(model, plan.Train, images) };
        var score = ReferenceStage.Score(plan.Train.Task, model.NegativeIndex, model.Thresholds);
        var reference = plan.Calibration.IsEmpty ? null : ReferenceStage.Of(calibrated.Calibrator.Apply(heldOut), score, distances);
        return (model, calibrated with { TypicalityLimit = limit, Reference = reference });
    }

    // A transformer's features stay inside it: such a model has no such distance.
    private (TypicalityParameters? Distance, float? Limit, ImmutableArray<float> HeldOut) Typicality(
        DataPlan plan, TrainedNetwork network, ImmutableArray<ImageFile> images, StoreDatabase store)
    {
        if (network is not GraphNetwork graph) return (null, null, []);
        var looks = new AppearanceSource(images, store, graph.Graph.Input.Side, options.EffectiveThreads, options.Images);
        return new TypicalityStage(options).Fit(graph, looks, plan.Train, plan.Calibration.Rows, CancellationToken.None);
    }

    private ModelEvaluation Evaluate(string measuredOn, DataRows rows, CandidateModel model, ScoreMatrix probabilities, float? referBelow)
        => ModelEvaluator.Evaluate(
            measuredOn, probabilities, Targets.Of(rows), Negative(rows), model.Thresholds,
            [.. rows.Samples.Select(static s => s.Patient)], new EvaluationOptions { Seed = options.Seed }, CancellationToken.None, referBelow);

    private ModelManifest Package(
        ScreenedData screened, DataPlan plan, Ensemble ensemble, CandidateModel model, CalibratedModel calibrated,
        ImmutableArray<MetricRecord> metrics, List<DataNote> notes)
    {
        var draft = ManifestDraft.Of(options, screened, plan, ensemble, model, calibrated, metrics, notes, time.GetUtcNow());
        var body = model.ToBody(GraphMetadata.Of(draft), options.EffectiveThreads);
        var seen = plan.Train.Rows.Concat(plan.Calibration.Rows).Select(i => screened.Images[i].Sha256);

        return CheckedModel.Write(
            options.ModelPath, options.WorkFolder,
            path => ModelPackager.Write(path, body, draft, static m => ModelCard.Write(m), seen),
            path =>
            {
                var sample = ArtifactSample.Of(plan, options.Seed);
                ArtifactCheck.Compare(
                    path, [.. sample.Select(i => screened.Images[i])], model.Probabilities(sample, CancellationToken.None),
                    ArtifactCheck.ToleranceOf(calibrated.Quantisation is null ? ModelPrecision.Full : options.Quantisation.Precision));
            });
    }

    private static ScoreMatrix Logits(Ensemble ensemble, Targets targets) => new(ensemble.OutOfFoldLogits.AsSpan(), targets.Rows, targets.Outputs);

    private static int Negative(DataRows rows)
        => rows.Task == Model.ClassificationTask.MultiClass && rows.NegativeClass is { } name ? rows.Classes.IndexOf(name) : -1;
}
