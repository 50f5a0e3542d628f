namespace Pneumonia.Training.Onnx;

/// <summary>What a backbone's file can't say itself.</summary>
internal sealed record BackboneReadOptions
{
    /// <value>How the backbone wants its pixels. Default null: <see cref="Preprocessing.Raw"/> for a one-channel input called
    /// <c>pixels</c>, <see cref="Preprocessing.ImageNet"/> for three channels; any other one-channel input is refused without it.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <value>The pooled feature tensor, or the map before pooling, where the structure misleads. Default null: an output called
    /// <c>features</c>, else the last pooling.</value>
    public string? FeatureTensor { get; init; }

    /// <value>Side of the input in pixels, where the file leaves it open. Default null. Range 4 to 2048, inclusive.</value>
    public int? Side { get; init; }

    /// <value>Threads of the one run that tells the map's shape. Default 1. Range 1 and more.</value>
    public int Threads { get; init; } = 1;
}
