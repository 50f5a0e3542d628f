using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Screening;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class ScreeningStoreTests
{
    [TestMethod]
    public void ReadAll_AfterReopening_GivesWhatWasAdded()
    {
        using var folder = new TempFolder();
        using (var database = StoreDatabase.Open(folder.At("store.db")))
            new ScreeningStore(database).Add(ImageLimits.Default, [Seen(1, null), Seen(2, "truncated")]);
        using var again = StoreDatabase.Open(folder.At("store.db"));
        var known = new ScreeningStore(again).ReadAll(new ImageLimits());
        Assert.HasCount(2, known);
        Assert.AreEqual(Seen(1, null).Value, known[StoreFixture.Hash(1)]);
        Assert.AreEqual(new ScreenedImage(null, ImageFault.Truncated, "truncated"), known[StoreFixture.Hash(2)]);
    }

    [TestMethod]
    public void ReadAll_OtherLimits_KnowsNothing()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var store = new ScreeningStore(database);
        store.Add(ImageLimits.Default, [Seen(1, "too large")]);
        Assert.IsEmpty(store.ReadAll(new ImageLimits { MaxPixels = 1_000_000_000 }));
        store.Add(new ImageLimits { MinSide = 8 }, [Seen(1, null)]);
        Assert.AreEqual("too large", store.ReadAll(ImageLimits.Default)[StoreFixture.Hash(1)].Problem);
    }

    [TestMethod]
    public void ReadAll_RowsThatMakeNoSense_AreAsIfNeverWritten()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        new ScreeningStore(database).Add(ImageLimits.Default, [Seen(1, null), Seen(2, "truncated")]);
        using (var damage = database.Command("UPDATE screening SET traits = x'0102' WHERE traits IS NOT NULL; UPDATE screening SET fault = 99 WHERE fault IS NOT NULL")) damage.ExecuteNonQuery();

        Assert.IsEmpty(new ScreeningStore(database).ReadAll(ImageLimits.Default));
    }

    private static KeyValuePair<string, ScreenedImage> Seen(int image, string? problem) => KeyValuePair.Create(
        StoreFixture.Hash(image), problem is null ? new ScreenedImage(SomeTraits.Good) : new ScreenedImage(null, ImageFault.Truncated, problem));
}
