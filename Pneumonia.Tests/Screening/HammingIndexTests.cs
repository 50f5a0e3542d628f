using Pneumonia.Training.Screening.Duplicates;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class HammingIndexTests
{
    [TestMethod]
    public void Within_NeighboursUpToTheLargestDistance_FindsAllAndNoOther()
    {
        var random = new Random(1);
        var hashes = Enumerable.Range(0, 500).Select(_ => Any(random)).ToList();
        for (var i = 0; i < 200; i++) hashes.Add(Flipped(hashes[i], random.Next(45), random));
        var index = new HammingIndex(hashes);
        foreach (var distance in new[] { 0, 5, 15, 16, HammingIndex.MaxDistance })
        {
            for (var i = 0; i < hashes.Count; i++)
            {
                var wanted = Enumerable.Range(0, hashes.Count).Where(j => hashes[i].Distance(hashes[j]) <= distance).ToArray();
                Assert.AreSequenceEqual(wanted, index.Within(hashes[i], distance).Order().ToArray());
            }
        }
    }

    [TestMethod]
    public void Within_ManyHashes_ComparesFarFewerThanAllPairs()
    {
        const int Count = 20_000;
        var random = new Random(2);
        var hashes = Enumerable.Range(0, Count).Select(_ => Any(random)).ToArray();
        var index = new HammingIndex(hashes);
        foreach (var hash in hashes) Assert.HasCount(1, index.Within(hash, HammingIndex.MaxDistance));
        Assert.IsLessThan((long)Count * Count / 100, index.Comparisons);
    }

    [TestMethod]
    public void Find_CopiesMirrorsAndChains_AreGroupedByLook()
    {
        var random = new Random(3);
        var (a, b) = (Any(random), Any(random));
        var nearA = Flipped(a, 20, random);
        PerceptualHash?[] hashes = [a, b, null, nearA, Any(random), b.Mirrored, a, Any(random)];

        var groups = NearDuplicates.Find(hashes, 24, CancellationToken.None);

        Assert.HasCount(2, groups);
        Assert.AreSequenceEqual(new[] { 0, 3, 6 }, groups[0].ToArray());
        Assert.AreSequenceEqual(new[] { 1, 5 }, groups[1].ToArray());
    }

    private static PerceptualHash Any(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());

    private static PerceptualHash Flipped(PerceptualHash hash, int bits, Random random)
    {
        ulong[] words = [hash.A, hash.B, hash.C, hash.D];
        foreach (var bit in Enumerable.Range(0, PerceptualHash.Bits).OrderBy(_ => random.Next()).Take(bits)) words[bit / 64] ^= 1UL << bit % 64;
        return new PerceptualHash(words[0], words[1], words[2], words[3]);
    }
}
