using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Downloads;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class ScreeningStoreTests
{
    [TestMethod]
    public void ReadAll_AfterReopening_GivesWhatWasAdded()
    {
        using var folder = new PrivateFolder();
        using (var database = StoreDatabase.Open(folder.At("store.db")))
            new ScreeningStore(database).Add(ImageLimits.Default, [Finding(1, null), Finding(2, "truncated")]);
        using var again = StoreDatabase.Open(folder.At("store.db"));
        var known = new ScreeningStore(again).ReadAll(new ImageLimits());
        Assert.HasCount(2, known);
        Assert.IsNull(known[StoreFixture.Hash(1)]);
        Assert.AreEqual("truncated", known[StoreFixture.Hash(2)]);
    }

    [TestMethod]
    public void ReadAll_OtherLimits_KnowsNothing()
    {
        using var folder = new PrivateFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var store = new ScreeningStore(database);
        store.Add(ImageLimits.Default, [Finding(1, "too large")]);
        Assert.IsEmpty(store.ReadAll(new ImageLimits { MaxPixels = 1_000_000_000 }));
        store.Add(new ImageLimits { MinSide = 8 }, [Finding(1, null)]);
        Assert.AreEqual("too large", store.ReadAll(ImageLimits.Default)[StoreFixture.Hash(1)]);
    }

    private static KeyValuePair<string, string?> Finding(int image, string? problem) => KeyValuePair.Create(StoreFixture.Hash(image), problem);
}
