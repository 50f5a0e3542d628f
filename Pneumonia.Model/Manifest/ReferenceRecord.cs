using System.Collections.Immutable;

namespace Pneumonia.Model.Manifest;

/// <summary>How the answers for the calibration images are spread.</summary>
/// <param name="Images">Number of calibration images, 1 or more.</param>
/// <param name="Typicality">Of their typicality; null for models that have none.</param>
/// <param name="Score">Of the probability of a finding, as <see cref="Prediction.Probability"/> gives it.</param>
public sealed record ReferenceRecord(int Images, ReferenceDistribution? Typicality, ReferenceDistribution? Score);

/// <summary>A distribution in tenths; fewer where many values are the same.</summary>
/// <param name="Edges">Bounds between the bins, strictly rising, 1…63 of them; a value equal to one belongs below it.</param>
/// <param name="Shares">Share of the images in each bin, one more than edges; they sum to 1.</param>
public sealed record ReferenceDistribution(ImmutableArray<float> Edges, ImmutableArray<double> Shares)
{
    /// <summary>The bin of a value, from 0. NaN belongs to the last: nothing is stranger.</summary>
    internal int Bin(float value)
    {
        var bin = 0;
        while (bin < Edges.Length && !(value <= Edges[bin])) bin++;
        return bin;
    }
}
