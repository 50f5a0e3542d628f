using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Screening;

/// <summary>A data set of which every image can be read.</summary>
/// <param name="Data">The data set without the images that were left out.</param>
/// <param name="Images">Its images without their labels, in the order of the samples.</param>
/// <param name="ContentHash">SHA-256 over images, labels and splits, lower-case hex.</param>
/// <param name="Report">What was found and left out; nothing is dropped silently.</param>
public sealed record ScreenedData(DataSet Data, ImmutableArray<ImageFile> Images, string ContentHash, ScreeningReport Report)
{
    /// <value>The images that can't be decoded, one a finding.</value>
    public ImmutableArray<ScreeningFinding> Unreadable => Report.Unreadable;
}
