using Pneumonia.Tests.Data;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class FeatureStoreTests
{
    [TestMethod]
    public void Read_AfterReopening_GivesWhatWasAdded()
    {
        using var folder = new TempFolder();
        StoreFixture.Fill(folder.At("store.db"), 20);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Assert.HasCount(20, StoreFixture.AssertReadable(StoreFixture.Features(database), 25));
    }

    [TestMethod]
    public void Read_AnotherExtractor_SeesNothing()
    {
        using var folder = new TempFolder();
        StoreFixture.Fill(folder.At("store.db"), 5);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Assert.IsEmpty(StoreFixture.AssertReadable(StoreFixture.Features(database, "another"), 5));
        Assert.HasCount(5, new FeatureStore(database, "backbone", StoreFixture.Width + 1).Missing(Enumerable.Range(0, 5).Select(StoreFixture.Hash)));
    }

    [TestMethod]
    [DataRow("UPDATE feature SET vector = zeroblob(1200) WHERE rowid = 3")]
    [DataRow("UPDATE feature SET vector = x'00' WHERE rowid = 3")]
    [DataRow("UPDATE feature SET vector = 'text' WHERE rowid = 3")]
    [DataRow("UPDATE feature SET checksum = checksum + 1 WHERE rowid = 3")]
    [DataRow("UPDATE feature SET checksum = 'text' WHERE rowid = 3")]
    [DataRow("DELETE FROM feature WHERE rowid = 3")]
    public void Missing_RowDamaged_NamesItAndAddMendsIt(string damage)
    {
        using var folder = new TempFolder();
        StoreFixture.Fill(folder.At("store.db"), 10);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Run(database, damage);
        var store = StoreFixture.Features(database);

        Assert.DoesNotContain(2, StoreFixture.AssertReadable(store, 10));
        store.Add([(StoreFixture.Hash(2), StoreFixture.Vector(2))]);
        Assert.HasCount(10, StoreFixture.AssertReadable(store, 10));
    }

    [TestMethod]
    public void Add_OneVectorTooShort_AddsNone()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var store = StoreFixture.Features(database);
        var fault = Assert.ThrowsExactly<ArgumentException>(() => store.Add([(StoreFixture.Hash(0), StoreFixture.Vector(0)), (StoreFixture.Hash(1), [1, 2])]));
        Assert.Contains("300 values is needed; this one has 2", fault.Message);
        Assert.IsEmpty(StoreFixture.AssertReadable(store, 2));
    }

    [TestMethod]
    public void Add_FromManyThreads_KeepsAll()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var store = StoreFixture.Features(database);
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 40; i++)
            {
                var image = (thread * 40) + i;
                store.Add([(StoreFixture.Hash(image), StoreFixture.Vector(image))]);
                if (i % 10 == 0) store.Missing([StoreFixture.Hash(image)]);
            }
        });
        Assert.HasCount(320, StoreFixture.AssertReadable(store, 320));
    }

    [TestMethod]
    public void Missing_SameImageTwice_IsNamedOnce()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Assert.HasCount(1, StoreFixture.Features(database).Missing([StoreFixture.Hash(1), StoreFixture.Hash(1)]));
    }

    private static void Run(StoreDatabase database, string sql)
    {
        using var command = database.Command(sql);
        Assert.AreEqual(1, command.ExecuteNonQuery());
    }
}
