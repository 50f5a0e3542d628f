using System.Globalization;

namespace Pneumonia.Model;

/// <summary>
/// One of several equal parts of a list, so that many processes share the work: part i of n has every n-th item, beginning with the i-th. Each
/// item is in exactly one part, parts differ by one item at most, and the order is kept. All parts must be taken of the same list.
/// </summary>
public sealed record Shard
{
    /// <param name="index">Which part, 1…<paramref name="count"/>, both inclusive.</param>
    /// <param name="count">How many parts there are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index does not lie in 1…count.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        Index = index;
        Count = count;
    }

    /// <value>Which part, from 1.</value>
    public int Index { get; }

    /// <value>How many parts there are.</value>
    public int Count { get; }

    /// <summary>Reads <c>i/n</c>, such as <c>2/8</c>.</summary>
    /// <returns>The part, or null where the text is none.</returns>
    public static Shard? TryParse(string? text)
    {
        if (text?.Split('/') is not [var first, var second]) return null;
        return Read(first) is { } index && Read(second) is { } count && index >= 1 && index <= count ? new Shard(index, count) : null;
    }

    /// <summary>Whether the item at a position, counted from 0, belongs to this part.</summary>
    public bool Contains(long position) => position >= 0 && position % Count == Index - 1;

    /// <summary>The items of this part, in their order, as they are asked for: nothing is kept.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Take(items);
    }

    /// <returns><c>i/n</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private IEnumerable<T> Take<T>(IEnumerable<T> items)
    {
        long position = 0;
        foreach (var item in items)
        {
            if (Contains(position++)) yield return item;
        }
    }

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
