using System.Collections.Immutable;

namespace Pneumonia.Training.Screening.Duplicates;

/// <summary>Groups of images that look the same, also when mirrored.</summary>
internal static class NearDuplicates
{
    /// <param name="hashes">One an image; null for an image that has none.</param>
    /// <param name="distance">Bits in which two may differ.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Groups of two or more ascending rows, in the order of their first.</returns>
    public static ImmutableArray<ImmutableArray<int>> Find(IReadOnlyList<PerceptualHash?> hashes, int distance, CancellationToken cancellationToken)
    {
        // Equal hashes are one to the index: a thousand copies of one image cost nothing.
        var rowsOf = Enumerable.Range(0, hashes.Count).Where(i => hashes[i] is not null).GroupBy(i => hashes[i]!.Value).ToArray();
        var distinct = rowsOf.Select(static g => g.Key).ToArray();
        var parent = Enumerable.Range(0, distinct.Length).ToArray();
        var index = new HammingIndex(distinct);
        for (var i = 0; i < distinct.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var j in index.Within(distinct[i], distance)) Join(parent, i, j);
            foreach (var j in index.Within(distinct[i].Mirrored, distance)) Join(parent, i, j);
        }

        return
        [
            .. Enumerable.Range(0, distinct.Length)
                .GroupBy(i => Root(parent, i))
                .Select(g => g.SelectMany(i => rowsOf[i]).Order().ToImmutableArray())
                .Where(static g => g.Length > 1)
                .OrderBy(static g => g[0]),
        ];
    }

    private static void Join(int[] parent, int a, int b) => parent[Root(parent, a)] = Root(parent, b);

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
}
