using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pneumonia.Model.Manifest;

/// <summary>What a model file says of itself: <c>Pneumonia/manifest.json</c>.</summary>
public sealed record ModelManifest
{
    /// <summary>The newest format that this build reads and the one it writes.</summary>
    public const int CurrentFormat = 1;

    /// <value>Format of the file; a file of a newer format is refused.</value>
    public required int FormatVersion { get; init; }

    /// <value>The program that made the file, with its version.</value>
    public required string CreatedBy { get; init; }

    /// <value>When the file was made (UTC).</value>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <value>Binary, multi-class or multi-label.</value>
    public required ClassificationTask Task { get; init; }

    /// <value>Class names in the order of the graph's outputs. A binary model has two: the negative one first.</value>
    public required ImmutableArray<string> Classes { get; init; }

    /// <value>The class that means "nothing found"; the first of a binary model, null for multi-label and where no class of several means it.</value>
    public string? NegativeClass { get; init; }

    /// <value>Side S of the square the graph takes, in pixels.</value>
    public required int InputSize { get; init; }

    /// <value>Version of the recipe that turns bytes into pixels.</value>
    public required int PixelRecipe { get; init; }

    /// <value>The engine that trained it.</value>
    public required string Engine { get; init; }

    /// <value>The networks inside, one an ensemble member.</value>
    public required ImmutableArray<BackboneRecord> Backbones { get; init; }

    /// <value>What it learned from.</value>
    public required DataRecord Data { get; init; }

    /// <value>The seed of every split and draw.</value>
    public required int Seed { get; init; }

    /// <value>The hyperparameters of the trial that won, by name.</value>
    public ImmutableSortedDictionary<string, string> Hyperparameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <value>How logits became probabilities.</value>
    public required CalibrationRecord Calibration { get; init; }

    /// <value>The calibration itself where the graph does not hold it (kind tensorflow); else null.</value>
    public CalibrationMap? CalibrationMap { get; init; }

    /// <value>One threshold an output of the graph, inclusive: a probability at or above it counts.</value>
    public required ImmutableArray<float> Thresholds { get; init; }

    /// <value>Upper bar of the "refer to a radiologist" band [threshold, this), or null where there is no such band.</value>
    public float? ReferBelow { get; init; }

    /// <value>What is promised of the specificity at the upper bar; null where there is no refer band.</value>
    public SpecificityRecord? ReferPromise { get; init; }

    /// <value>What is promised of the recall, one a threshold that carries a promise.</value>
    public required ImmutableArray<PromiseRecord> Promises { get; init; }

    /// <value>Above this typicality an image is not answered; null where the gate is off.</value>
    public float? TypicalityLimit { get; init; }

    /// <value>How the answers for the calibration images are spread, for the watch over drift; null in older files and where too few were held out.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReferenceRecord? Reference { get; init; }

    /// <value>How the model was made smaller and what that cost; null where it computes as it was trained, and in older files.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuantisationRecord? Quantisation { get; init; }

    /// <value>Figures, each with its interval and the data it was measured on.</value>
    public required ImmutableArray<MetricRecord> Metrics { get; init; }

    /// <value>What the user should know: notes and warnings of the run.</value>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <value>Versions of the packages that made it, by name.</value>
    public required ImmutableSortedDictionary<string, string> Packages { get; init; }

    /// <value>The graph and its hash.</value>
    public required GraphRecord Graph { get; init; }

    /// <value>SHA-256 (lower-case hex) of every other entry of the .zip, by entry name.</value>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }
}
