namespace Pneumonia.Training.Store;

/// <summary>What became of the rows of one kind.</summary>
/// <param name="Added">Rows that were not there.</param>
/// <param name="Known">Rows that were there, byte for byte.</param>
/// <param name="Mended">Rows that were there, but damaged, and were replaced by sound ones.</param>
/// <param name="Contradicting">Rows that were there with other bytes: those that were there stay.</param>
/// <param name="Damaged">Rows of the source whose checksum does not fit, or that make no sense: left out.</param>
public sealed record MergedRows(long Added, long Known, long Mended, long Contradicting, long Damaged)
{
    /// <value>None at all.</value>
    public static MergedRows None { get; } = new(0, 0, 0, 0, 0);
}
