using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model;
using Pneumonia.Model.Inference;
using Pneumonia.Model.MLNet;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Engines;

/// <summary>
/// A network that only ML.NET can run: a transformer from a square JPEG ("Features") to the share of each class ("Score"). It is packaged as it is,
/// and calibration goes into the manifest.
/// </summary>
internal sealed class TransformerNetwork : TrainedNetwork
{
    private readonly MLContext ml;
    private readonly ITransformer trained;
    private readonly EngineContext context;
    private readonly ShareEngines engines;

    /// <param name="ml">What the transformer was made with.</param>
    /// <param name="trained">From <see cref="JpegRow"/> to shares, in the order of the classes; disposed with this.</param>
    /// <param name="context">Images, classes and threads of the run.</param>
    /// <param name="backbone">Where its weights came from.</param>
    /// <param name="inputSize">One of <see cref="JpegContracts.Sizes"/>.</param>
    public TransformerNetwork(MLContext ml, ITransformer trained, EngineContext context, Backbone backbone, int inputSize)
    {
        (this.ml, this.trained, this.context) = (ml, trained, context);
        (Backbone, InputSize) = (backbone, inputSize);
        engines = new ShareEngines(ml, trained, context.Targets.Classes.Length);
    }

    public override Backbone Backbone { get; }

    public override int InputSize { get; }

    public override ImmutableArray<string> Notes => ExtraNotes;

    public override ImmutableSortedDictionary<string, string> Packages => ExtraPackages;

    public ImmutableArray<string> ExtraNotes { get; init; } = [];

    public ImmutableSortedDictionary<string, string> ExtraPackages { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public override float[] Logits(ImmutableArray<int> images, CancellationToken cancellationToken)
    {
        var outputs = context.Targets.Outputs;
        var logits = new float[images.Length * outputs];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = cancellationToken };
        Parallel.For(0, images.Length, parallel, i =>
        {
            var bytes = context.Images[images[i]].Require(context.ImageLimits);
            CalibratedRule.Logits(engines.Shares(SquareJpeg.Encode(bytes, InputSize, context.ImageLimits)), logits.AsSpan(i * outputs, outputs));
        });
        return logits;
    }

    /// <summary>Saves "encoded image → square JPEG → shares" as ML.NET saves any model.</summary>
    public void Save(string path)
    {
        var rows = ml.Data.LoadFromEnumerable(Array.Empty<ModelInput>());
        ml.Model.Save(new TransformerChain<ITransformer>(JpegContracts.Estimator(ml, InputSize).Fit(rows), trained), rows.Schema, path);
    }

    public override void Dispose()
    {
        engines.Dispose();
        (trained as IDisposable)?.Dispose();
        base.Dispose();
    }
}
