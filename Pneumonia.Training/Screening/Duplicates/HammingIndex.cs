namespace Pneumonia.Training.Screening.Duplicates;

/// <summary>
/// Finds hashes that differ in few bits without comparing all pairs: multi-index hashing (Norouzi, Punjani and Fleet 2012). Of hashes that
/// differ in at most 31 of 256 bits at least one of 16 parts differs in at most one bit, so 17 look-ups a part find every one.
/// </summary>
internal sealed class HammingIndex
{
    /// <value>The largest distance that is found for certain.</value>
    public const int MaxDistance = 2 * Parts - 1;

    private const int Parts = 16;
    private const int Values = 1 << 16;

    private readonly IReadOnlyList<PerceptualHash> hashes;
    private readonly int[][] starts = new int[Parts][];
    private readonly int[][] rows = new int[Parts][];
    private readonly int[] lastAsked;
    private int asked;

    public HammingIndex(IReadOnlyList<PerceptualHash> hashes)
    {
        this.hashes = hashes;
        lastAsked = new int[hashes.Count];
        for (var part = 0; part < Parts; part++) Sort(part);
    }

    /// <value>Hashes compared in full so far.</value>
    public long Comparisons { get; private set; }

    /// <summary>Every row within a distance, once each, in no particular order.</summary>
    /// <param name="hash">What is looked for.</param>
    /// <param name="distance">0 … <see cref="MaxDistance"/> bits, inclusive.</param>
    public IEnumerable<int> Within(PerceptualHash hash, int distance)
    {
        asked++;
        for (var part = 0; part < Parts; part++)
        {
            var value = hash.Part(part);
            for (var flip = -1; flip < 16; flip++)
            {
                var probe = flip < 0 ? value : value ^ 1 << flip;
                for (var k = starts[part][probe]; k < starts[part][probe + 1]; k++)
                {
                    var row = rows[part][k];
                    if (lastAsked[row] == asked) continue;
                    lastAsked[row] = asked;
                    Comparisons++;
                    if (hash.Distance(hashes[row]) <= distance) yield return row;
                }
            }
        }
    }

    // A counting sort: two plain arrays a part, whatever the number of images.
    private void Sort(int part)
    {
        var start = new int[Values + 1];
        foreach (var hash in hashes) start[hash.Part(part) + 1]++;
        for (var value = 0; value < Values; value++) start[value + 1] += start[value];
        var next = start.AsSpan().ToArray();
        var sorted = new int[hashes.Count];
        for (var row = 0; row < sorted.Length; row++) sorted[next[hashes[row].Part(part)]++] = row;
        (starts[part], rows[part]) = (start, sorted);
    }
}
