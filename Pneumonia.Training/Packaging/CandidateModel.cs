using System.Collections.Immutable;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Packaging;

/// <summary>A trained model before it is a file: networks, calibration, thresholds, typicality. Immutable.</summary>
internal sealed record CandidateModel
{
    /// <value>One network or more; the logits are their mean.</value>
    public required ImmutableArray<TrainedNetwork> Networks { get; init; }

    public required Targets Targets { get; init; }

    /// <value>Index of the negative class of a multi-class task, else −1.</value>
    public required int NegativeIndex { get; init; }

    public required ICalibrator Calibrator { get; init; }

    /// <value>One an output; see <see cref="ClassifierGraphSpec.Thresholds"/>.</value>
    public required ImmutableArray<float> Thresholds { get; init; }

    /// <value>Upper bar of the refer band, or null.</value>
    public float? ReferBelow { get; init; }

    /// <value>Above it an image is not answered, or null.</value>
    public float? TypicalityLimit { get; init; }

    /// <value>What the activation maps are measured from; empty: nothing.</value>
    public ImmutableArray<float> MapBaseline { get; init; } = [];

    /// <value>Null where the network gives no features away.</value>
    public required TypicalityParameters? Typicality { get; init; }

    /// <summary>Calibrated probabilities [images, K], computed without the graph: what the graph is compared with.</summary>
    public ScoreMatrix Probabilities(ImmutableArray<int> images, CancellationToken cancellationToken)
        => Calibrator.Apply(NetworkEnsemble.Logits(Networks, images, Targets.Outputs, cancellationToken));

    /// <summary>What runs inside the model file: one ONNX graph, or a transformer as it is.</summary>
    /// <param name="metadata">What a graph carries with it.</param>
    /// <param name="threads">Threads that the check of a graph may use.</param>
    public ModelBody ToBody(ImmutableSortedDictionary<string, string> metadata, int threads)
        => Networks is [TransformerNetwork alone] ? new ModelBody.Transformer(alone) : new ModelBody.Onnx(ToGraph(metadata, threads));

    /// <summary>What the graph is made of.</summary>
    /// <exception cref="InvalidCastException">A network is a transformer, which no graph can hold.</exception>
    public ClassifierGraphSpec ToSpec(ImmutableSortedDictionary<string, string> metadata)
        => new()
        {
            Members = [.. Networks.Cast<GraphNetwork>().Select(static n => new ClassifierMember(n.Graph, n.Head.ToOnnx()))],
            Task = Targets.Task,
            Calibration = GraphCalibration.Of(Calibrator),
            Thresholds = Thresholds,
            NegativeIndex = NegativeIndex < 0 ? null : NegativeIndex,
            ReferBelow = ReferBelow,
            TypicalityLimit = TypicalityLimit,
            MapBaseline = MapBaseline,
            Typicality = Typicality!,
            Metadata = metadata,
        };

    // Checked against the plain reference before it is believed.
    private byte[] ToGraph(ImmutableSortedDictionary<string, string> metadata, int threads)
    {
        var spec = ToSpec(metadata);
        var graph = ClassifierGraph.Compose(spec);
        ClassifierGraphVerifier.Verify(graph, spec, new GraphVerifierOptions { Threads = threads });
        return graph;
    }
}
