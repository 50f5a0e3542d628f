using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Screening;

/// <summary>A data set of which every image can be read.</summary>
/// <param name="Data">The data set without the images that can't be read.</param>
/// <param name="Images">Its images without their labels, in the order of the samples.</param>
/// <param name="ContentHash">SHA-256 over images, labels and splits, lower-case hex.</param>
/// <param name="Unreadable">The images left out, each with its problem; nothing is dropped silently.</param>
public sealed record ScreenedData(
    DataSet Data, ImmutableArray<ImageFile> Images, string ContentHash, ImmutableArray<ScreeningFinding> Unreadable);
