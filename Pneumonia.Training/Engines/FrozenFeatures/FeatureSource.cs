using System.Collections.Immutable;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>One backbone and the features it gave for the images of this run.</summary>
internal sealed class FeatureSource
{
    private readonly EngineContext context;
    private readonly FeatureModel model;
    private readonly FeatureStore store;
    private readonly int batchSize;

    private FeatureSource(Backbone backbone, BackboneGraph graph, FeatureModel model, EngineContext context, int batchSize)
    {
        Backbone = backbone;
        Graph = graph;
        this.model = model;
        this.context = context;
        this.batchSize = batchSize;
        store = new FeatureStore(context.Store!, model.Key, model.Width);
        Shape = new NetworkShape(graph.Key, graph.Input.Side, NetworkCost.MillionsOfMultiplications(graph));
    }

    public Backbone Backbone { get; }

    public BackboneGraph Graph { get; }

    public int Width => model.Width;

    /// <summary>Counted once: an ensemble asks for every candidate, again and again.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Names whatever would change a vector.</summary>
    public string Key => model.Key;

    /// <inheritdoc cref="FeatureModel.Read"/>
    public static FeatureSource Open(Backbone backbone, EngineContext context, int batchSize)
    {
        var (graph, model) = FeatureModel.Read(backbone, context.Threads);
        return new FeatureSource(backbone, graph, model, context, batchSize);
    }

    /// <summary>Computes what the store lacks.</summary>
    /// <exception cref="Data.DataSetException">Images are no longer what they were.</exception>
    public void Extract(CancellationToken cancellationToken)
    {
        using var extractor = new FeatureExtractor(model, store, new ExtractionOptions { BatchSize = batchSize, Workers = context.Threads, Images = context.ImageLimits });
        var total = context.Images.Length;
        var progress = context.Progress is { } p
            ? new SynchronousProgress<int>(done => p.Report(new TrainingProgress(TrainingStage.Preparing, done, total, Backbone.Name)))
            : null;
        var problems = extractor.Run(context.Images, progress, cancellationToken);
        if (problems.Count > 0) throw problems[0].Image.Gone(problems[0].Problem, problems.Count - 1);
    }

    /// <summary>Features of images, given by their position in the context.</summary>
    public FeatureMatrix Read(ImmutableArray<int> positions)
    {
        var values = new float[positions.Length * model.Width];
        var hashes = positions.Select(i => context.Images[i].Sha256).ToList();
        var absent = store.Read(hashes, values);
        if (absent.Count > 0) throw new IOException($"{absent.Count} of {hashes.Count} feature vectors are missing from the store or damaged there; run again to compute them anew.");
        return new FeatureMatrix(values, model.Width);
    }
}
