using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Engines.FrozenFeatures;
using Pneumonia.Training.Features;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;

namespace Pneumonia.Benchmarks.Learning;

/// <summary>A search over heads on ready features, journal included, beside a plain loop of cross-validations over as many values of L2.</summary>
internal static class SearchRows
{
    private const int Trials = 8;
    private const int Folds = 5;
    private const string Loop = "loop of CrossValidate";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        using var folder = PrivateFolder.Create();
        using var store = StoreDatabase.Open(folder.File("features.db"));
        var backbone = EmbeddedBackbone.Instance;
        ImmutableArray<ImageFile> images = [.. Enumerable.Range(0, FeatureColumns.Rows).Select(static i => new ImageFile($"{i}", Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i)))))];
        var context = Context(images, store);
        var source = FeatureSource.Open(backbone, context, batchSize: 8);
        var columns = new FeatureColumns(source.Width);
        // Ready beforehand, as in every search but the first: no image is read.
        new FeatureStore(store, source.Key, source.Width).Add([.. images.Select((image, row) => (image.Sha256, columns.Matrix.Row(row).ToArray()))]);
        using var session = new FrozenFeaturesSession(context with { Targets = columns.Targets }, [source], new FrozenFeaturesOptions());

        var ml = new MLContext(1);
        var view = columns.View(ml);
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            new Contender("ours", () => Task.FromResult(Search(session, context with { Targets = columns.Targets }))),
            Contender.Repeat(Loop, TimeSpan.Zero, () =>
            {
                for (var i = 0; i < Trials; i++)
                    ml.BinaryClassification.CrossValidate(view, ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { L2Regularization = MathF.Pow(2, i - 4) }), Folds);
                return Trials;
            }));
        return [Row.Of($"search, {Trials} trials × {Folds} folds on {FeatureColumns.Rows} × {source.Width} ready features", turns, null, Loop, "trials/s")];
    }

    private static Figures Search(FrozenFeaturesSession session, EngineContext context)
    {
        using var folder = PrivateFolder.Create();
        using var journal = StoreDatabase.Open(folder.File("trials.db"));
        var name = FrozenFeaturesEngine.EngineName;
        var tuner = new CostAwareTuner([new SearchArm(name, session.Space, session.RelativeCost, ((IEngineSession)session).Rungs)], seed: 1);
        var scorer = new OutOfFoldScorer(context.Targets, context.Folds, SearchMetric.Auc, targetRecall: 0.98);
        var watch = Stopwatch.StartNew();
        var search = new TrialSearch(
            new Dictionary<string, IEngineSession> { [name] = session }, tuner, scorer, new TrialJournal(new TrialStore(journal, "bench"), FeatureColumns.Rows),
            new SearchBudget { MaxTrials = Trials }, TimeProvider.System, SilentObserver.Instance);
        return new Figures(search.Run(CancellationToken.None).Trials.Length / watch.Elapsed.TotalSeconds);
    }

    private static EngineContext Context(ImmutableArray<ImageFile> images, StoreDatabase store) => new()
    {
        Images = images,
        TrainingRows = [.. Enumerable.Range(0, images.Length)],
        Targets = new Targets(Pneumonia.Model.ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], []),
        Folds = [.. Enumerable.Range(0, Folds).Select(fold => Enumerable.Range(0, images.Length).Where(row => row / 4 % Folds == fold).ToImmutableArray())],
        Seed = 1,
        Threads = Environment.ProcessorCount,
        Store = store,
    };
}
