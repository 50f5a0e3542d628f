using System.Collections.Immutable;

namespace Pneumonia.Training.Onnx;

/// <summary>
/// Where the training features lie: class means under one shared covariance, of low rank plus the same variance in all other directions.
/// </summary>
/// <remarks>
/// The covariance of probabilistic PCA (Tipping and Bishop 1999), used for the distance to the nearest class mean (Lee et al.
/// 2018). Typicality is the square root of the least squared Mahalanobis distance divided by F, so that about 1 is typical.
/// </remarks>
internal sealed record TypicalityParameters
{
    /// <value>C × F, class by class.</value>
    internal required ImmutableArray<float> ClassMeans { get; init; }

    /// <value>F × R, row-major by feature; the columns are orthonormal. Empty where R is zero.</value>
    internal required ImmutableArray<float> Projection { get; init; }

    /// <value>R variances along the projection's columns, each above zero.</value>
    internal required ImmutableArray<float> Eigenvalues { get; init; }

    /// <value>σ²: the variance in every other direction, above zero.</value>
    internal required float ResidualVariance { get; init; }

    /// <value>F.</value>
    internal required int FeatureWidth { get; init; }

    /// <value>
    /// The same for the image's <see cref="Onnx.Appearance"/>, or null. Where it is there, typicality is the greater of the two distances:
    /// features alone overlook what a network of X-rays never had to tell apart.
    /// </value>
    internal TypicalityParameters? Appearance { get; init; }

    /// <value>Factor on the distance of the appearance, above zero, that makes its tail as long as the features'. Default 1.</value>
    internal float AppearanceWeight { get; init; } = 1;

    /// <value>C.</value>
    internal int Classes => ClassMeans.Length / FeatureWidth;

    /// <value>R.</value>
    internal int Rank => Eigenvalues.Length;
}
