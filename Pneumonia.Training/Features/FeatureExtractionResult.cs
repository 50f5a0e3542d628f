namespace Pneumonia.Training.Features;

/// <summary>What filling a store came to.</summary>
/// <param name="Images">Images that were named.</param>
/// <param name="Computed">Of these, how many had something computed: the others were known, the same as one before, or unreadable.</param>
/// <param name="Unreadable">Of these, how many could not be read.</param>
public sealed record FeatureExtractionResult(long Images, long Computed, long Unreadable)
{
    /// <value>Images of which the store had everything when their turn came.</value>
    public long Known => Images - Computed - Unreadable;

    /// <value>Where a damaged store was set aside to, so that a new one was begun; null where it was sound.</value>
    public string? SetAside { get; init; }
}
