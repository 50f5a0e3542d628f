using System.Collections.Immutable;

namespace Pneumonia.Training.Features;

/// <summary>How far the filling of a store is; told every few hundred images.</summary>
/// <param name="SoFar">Counts from the beginning.</param>
/// <param name="Unreadable">The images that could not be read since it was told last.</param>
public sealed record FeatureExtractionProgress(FeatureExtractionResult SoFar, ImmutableArray<UnreadableImage> Unreadable);
