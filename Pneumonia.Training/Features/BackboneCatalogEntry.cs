namespace Pneumonia.Training.Features;

/// <summary>A public ONNX network, pinned by its hash: what is known about it without having it.</summary>
public sealed record BackboneCatalogEntry
{
    /// <value>Name in the catalogue and of the cached file (without ".onnx").</value>
    public required string Name { get; init; }

    /// <value>Other names it goes by; may be empty.</value>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <value>SHA-256 of the file, 64 lower-case hexadecimal digits.</value>
    public required string Sha256 { get; init; }

    /// <value>Size of the file in bytes.</value>
    public required long Bytes { get; init; }

    /// <value>Addresses of the file, to be tried in order.</value>
    public required IReadOnlyList<Uri> Mirrors { get; init; }

    /// <value>Side of the square input in pixels; input is RGB, CHW, scaled to [0,1], with ImageNet's mean and standard deviation.</value>
    public int InputSize { get; init; } = 224;

    /// <value>Numbers per image after pooling.</value>
    public required int FeatureWidth { get; init; }

    /// <value>Probable name of the tensor that holds the features. A hint: find it by structure and check <see cref="FeatureWidth"/>.</value>
    public required string FeatureTensor { get; init; }

    /// <value>Whether the file's batch dimension is fixed at 1, so that the graph's input shape has to be edited for batches.</value>
    public bool HasFixedBatch { get; init; }

    /// <value>SPDX identifier of the licence of the weights.</value>
    public string Licence { get; init; } = "Apache-2.0";
}
