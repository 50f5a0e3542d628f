using Pneumonia.Tests.Data;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class TrialStoreTests
{
    [TestMethod]
    public void ReadAll_AfterReopening_GivesTheRunsOwnTrials()
    {
        using var folder = new TempFolder();
        using (var database = StoreDatabase.Open(folder.At("store.db")))
        {
            new TrialStore(database, "mine").Write("a", [1]);
            new TrialStore(database, "mine").Write("b", [2]);
            new TrialStore(database, "mine").Write("b", [3]);
            new TrialStore(database, "other").Write("a", [4]);
        }

        using var again = StoreDatabase.Open(folder.At("store.db"));
        var trials = new TrialStore(again, "mine").ReadAll();
        Assert.HasCount(2, trials);
        Assert.AreSequenceEqual(new byte[] { 3 }, trials["b"]);
    }

    [TestMethod]
    public void ReadAll_RowDamaged_LeavesItOut()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var store = new TrialStore(database, "mine");
        store.Write("a", [1, 2, 3]);
        store.Write("b", [4, 5, 6]);
        using (var damage = database.Command("UPDATE trial SET body = x'010204' WHERE trial = 'a'")) damage.ExecuteNonQuery();
        Assert.AreEqual("b", store.ReadAll().Keys.Single());
    }

    [TestMethod]
    public void Clear_OneRun_LeavesTheOthers()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        new TrialStore(database, "mine").Write("a", [1]);
        new TrialStore(database, "other").Write("a", [1]);
        new TrialStore(database, "mine").Clear();
        Assert.IsEmpty(new TrialStore(database, "mine").ReadAll());
        Assert.HasCount(1, new TrialStore(database, "other").ReadAll());
    }
}
