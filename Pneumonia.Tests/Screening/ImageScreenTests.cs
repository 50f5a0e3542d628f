using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Features;
using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class ImageScreenTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task RunAsync_SomeUnreadable_LeavesThemOutByName()
    {
        using var folder = new TempFolder();
        var data = Write(folder);
        File.WriteAllText(data.Samples[2].Path, "no picture");
        File.WriteAllBytes(data.Samples[5].Path, File.ReadAllBytes(data.Samples[5].Path)[..200]);
        File.Delete(data.Samples[7].Path);
        using var database = StoreDatabase.Open(folder.At("store.db"));

        var screened = await Screen(database, data);

        Assert.AreSequenceEqual(new[] { "2.jpg", "5.jpg", "7.jpg" }, screened.Unreadable.Select(static u => u.Name).Order().ToArray());
        Assert.HasCount(9, screened.Data.Samples);
        Assert.AreSequenceEqual(screened.Data.Samples.Select(static s => s.Path).ToArray(), screened.Images.Select(static i => i.Path).ToArray());
        Assert.IsTrue(screened.Data.Notes.Any(static n => n.Text.StartsWith("3 images can't be read", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task RunAsync_Again_RemembersAndGivesTheSame()
    {
        using var folder = new TempFolder();
        var data = Write(folder);
        File.WriteAllText(data.Samples[2].Path, "no picture");
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var first = await Screen(database, data);
        Assert.HasCount(12, new ScreeningStore(database).ReadAll(ImageLimits.Default));
        var second = await Screen(database, data);
        Assert.AreEqual(first.ContentHash, second.ContentHash);
        Assert.AreSequenceEqual(first.Report.Findings.Select(Words).ToArray(), second.Report.Findings.Select(Words).ToArray());
    }

    [TestMethod]
    public async Task RunAsync_OtherLimits_LooksAgain()
    {
        using var folder = new TempFolder();
        var data = Write(folder);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var strict = await Screen(database, data, new ImageLimits { MaxPixels = 1000 });
        Assert.HasCount(12, strict.Unreadable);
        Assert.IsEmpty((await Screen(database, data)).Unreadable);
    }

    [TestMethod]
    public async Task RunAsync_FileGoneBetweenHashingAndDecoding_IsNotHeldAgainstItNextTime()
    {
        using var folder = new TempFolder();
        var data = Write(folder);
        var bytes = await File.ReadAllBytesAsync(data.Samples[4].Path, TestContext.CancellationToken);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var vanish = new Training.SynchronousProgress<Training.TrainingProgress>(p =>
        {
            if (p is { Detail: "hashing" } && p.Done == p.Total) File.Delete(data.Samples[4].Path);
        });
        var first = await new ImageScreen(new ScreeningStore(database), ImageLimits.Default, 1).RunAsync(data, vanish, TestContext.CancellationToken);
        Assert.AreEqual("4.jpg", first.Unreadable.Single().Name);

        await File.WriteAllBytesAsync(data.Samples[4].Path, bytes, TestContext.CancellationToken);
        Assert.IsEmpty((await Screen(database, data)).Unreadable);
    }

    [TestMethod]
    public async Task RunAsync_Stopped_RemembersWhatItHasSeen()
    {
        using var folder = new TempFolder();
        var data = Write(folder);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        using var stop = new CancellationTokenSource();
        var midway = new Training.SynchronousProgress<Training.TrainingProgress>(p =>
        {
            if (p is { Detail: "decoding", Done: 5 }) stop.Cancel();
        });

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(
            () => new ImageScreen(new ScreeningStore(database), ImageLimits.Default, 1).RunAsync(data, midway, stop.Token));

        Assert.HasCount(5, new ScreeningStore(database).ReadAll(ImageLimits.Default));
    }

    private static string Words(ScreeningFinding f) => $"{f.Kind} {string.Join(' ', f.Files.Select(static i => i.Name))} {f.Problem} {f.Done}";

    private Task<ScreenedData> Screen(StoreDatabase database, DataSet data, ImageLimits? limits = null)
        => new ImageScreen(new ScreeningStore(database), limits ?? ImageLimits.Default, 2).RunAsync(data, null, TestContext.CancellationToken);

    private static DataSet Write(TempFolder folder)
    {
        var images = ImageSet.Write(folder.At("images"), 12, side: 64);
        return Samples.Binary(images.Select((image, i) => Samples.Of($"{i}.jpg", $"patient {i}", DataSplit.Unassigned, i % 2) with { Path = image.Path }).ToImmutableArray());
    }
}
