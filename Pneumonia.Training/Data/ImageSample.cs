using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>One image of a data set: where it lies, what it shows, whose it is.</summary>
public sealed record ImageSample
{
    /// <value>Full path of the file.</value>
    public required string Path { get; init; }

    /// <value>Path relative to the data set, with <c>/</c> between the parts on every system; unique in the data set.</value>
    public required string Name { get; init; }

    /// <value>
    /// Ascending indices into <see cref="DataSet.Classes"/>: exactly one for binary and multi-class, any number (none = no finding) for
    /// multi-label. In the binary case 1 is the positive class.
    /// </value>
    public required ImmutableArray<int> Labels { get; init; }

    /// <value>Whose image it is. Images of one patient never end up on two sides of a split that this library makes.</value>
    public required string Patient { get; init; }

    /// <value>The part the data set's author put it into. Default <see cref="DataSplit.Unassigned"/>.</value>
    public DataSplit Split { get; init; }

    /// <value>
    /// Other columns of the CSV by name (case-insensitive), and <see cref="SubLabelColumn"/> where it is known. Default empty.
    /// </value>
    public ImmutableDictionary<string, string> Columns { get; init; } = NoColumns;

    /// <summary>
    /// The key in <see cref="Columns"/> under which the finer class lies (such as BACTERIA, VIRUS) when classes were joined.
    /// </summary>
    public const string SubLabelColumn = "sublabel";

    internal static ImmutableDictionary<string, string> NoColumns { get; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);
}
