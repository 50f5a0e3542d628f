using Pneumonia.Model;

namespace Pneumonia.Tests.Model;

[TestClass]
public sealed class ShardTests
{
    [TestMethod]
    [DataRow(0, 3)]
    [DataRow(1, 3)]
    [DataRow(10, 1)]
    [DataRow(10, 3)]
    [DataRow(10, 10)]
    [DataRow(10, 25)]
    public void Of_AllShards_EveryItemOnceInOrderAndEvenly(int items, int count)
    {
        var all = Enumerable.Range(0, items).ToArray();
        var parts = Enumerable.Range(1, count).Select(i => new Shard(i, count).Of(all).ToArray()).ToArray();

        Assert.AreSequenceEqual(all, parts.SelectMany(static p => p).Order().ToArray());
        foreach (var part in parts) Assert.AreSequenceEqual(part.Order().ToArray(), part);
        Assert.IsLessThanOrEqualTo(1, parts.Max(static p => p.Length) - parts.Min(static p => p.Length));
    }

    [TestMethod]
    public void Of_EndlessList_ReadsNoFurtherThanAsked()
    {
        var read = 0L;
        IEnumerable<long> Endless()
        {
            while (true) yield return read++;
        }

        Assert.AreSequenceEqual(new[] { 1L, 4L, 7L }, new Shard(2, 3).Of(Endless()).Take(3).ToArray());
        Assert.AreEqual(8, read);
    }

    [TestMethod]
    public void Contains_PositionBeyondAnInt_BelongsToOneShard()
        => Assert.ContainsSingle(Enumerable.Range(1, 7).Where(static i => new Shard(i, 7).Contains(5_000_000_000)));

    [TestMethod]
    [DataRow("1/1", 1, 1)]
    [DataRow("2/8", 2, 8)]
    [DataRow("1000/1000", 1000, 1000)]
    public void TryParse_PartOfParts_IsRead(string text, int index, int count)
    {
        Assert.AreEqual(new Shard(index, count), Shard.TryParse(text));
        Assert.AreEqual(text, Shard.TryParse(text)!.ToString());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("0/8")]
    [DataRow("9/8")]
    [DataRow("-1/8")]
    [DataRow("1/0")]
    [DataRow("1")]
    [DataRow("1/2/3")]
    [DataRow("1.5/2")]
    [DataRow(" 1/2")]
    [DataRow("1/99999999999")]
    public void TryParse_SomethingElse_IsNull(string? text) => Assert.IsNull(Shard.TryParse(text));

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(3, 2)]
    [DataRow(1, 0)]
    public void Shard_OutsideItsParts_IsRefused(int index, int count) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Shard(index, count));
}
