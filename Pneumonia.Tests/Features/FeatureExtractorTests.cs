using System.Collections.Immutable;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Onnx;
using Pneumonia.Training;
using Pneumonia.Training.Features;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Features;

[TestClass]
public sealed class FeatureExtractorTests
{
    public required TestContext TestContext { get; init; }

    internal static FeatureModel Model { get; } = new(
        new TinyBackbone { Channels = 1, InputName = "pixels", Side = 64 }.Read().ToFeatureModel(), 64, TinyBackbone.Features, "tiny");

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 2)]
    [DataRow(64, 8)]
    public void Run_AnyBatchSizeAndWorkers_SameFeatures(int batchSize, int workers)
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 41);
        var expected = Extract(folder.At("one.db"), images, 8, 1);
        var found = Extract(folder.At("two.db"), images, batchSize, workers);
        for (var i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], found[i], 1e-5f * Math.Max(1, Math.Abs(expected[i])));
        Assert.IsGreaterThan(1, expected.Distinct().Count());
    }

    [TestMethod]
    public void Run_OneAtATimeOrAllAtOnce_SameBitsOfAppearance()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 21);
        var model = FeatureModel.Appearance(64);
        float[] Extract(string name, IEnumerable<ImmutableArray<ImageFile>> runs)
        {
            using var database = StoreDatabase.Open(folder.At(name));
            var store = new FeatureStore(database, model.Key, model.Width);
            using var extractor = new FeatureExtractor(model, store, new ExtractionOptions { Workers = 1 });
            foreach (var run in runs) Assert.IsEmpty(extractor.Run(run, null, TestContext.CancellationToken));
            var matrix = new float[images.Length * model.Width];
            Assert.IsEmpty(store.Read([.. images.Select(static i => i.Sha256)], matrix));
            return matrix;
        }

        Assert.AreSequenceEqual(Extract("whole.db", [images]), Extract("single.db", images.Reverse().Select(static i => ImmutableArray.Create(i))));
    }

    [TestMethod]
    public void Run_TenMoreImages_ComputesTen()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 30);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Assert.AreEqual(20, Computed(database, images[..20]));
        Assert.AreEqual(0, Computed(database, images[..20]));
        Assert.AreEqual(10, Computed(database, images));
    }

    [TestMethod]
    public void Run_DamagedVector_ComputesItAnew()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 12);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Computed(database, images);
        using (var damage = database.Command("UPDATE feature SET vector = zeroblob(24) WHERE rowid IN (2, 5)")) damage.ExecuteNonQuery();
        Assert.AreEqual(2, Computed(database, images));
        Assert.AreEqual(0, Computed(database, images));
    }

    [TestMethod]
    public void Run_SameImageUnderTwoNames_ComputesItOnce()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 3);
        File.Copy(images[0].Path, folder.At("copy.jpg"));
        using var database = StoreDatabase.Open(folder.At("store.db"));
        Assert.AreEqual(3, Computed(database, images.Add(images[0] with { Path = folder.At("copy.jpg") })));
    }

    [TestMethod]
    public void Run_FilesChangeOrVanish_ReportsThemAndDoesTheRest()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 20);
        ImageSet.WriteOne(images[3].Path, seed: 99, side: 32);
        File.Delete(images[7].Path);
        File.WriteAllText(images[11].Path, "no picture any more");
        using var database = StoreDatabase.Open(folder.At("store.db"));

        using var extractor = Extractor(database, 4, 2);
        var problems = extractor.Run(images, null, TestContext.CancellationToken);

        Assert.AreSequenceEqual(new[] { images[3], images[7], images[11] }, problems.Select(static p => p.Image).ToArray());
        Assert.Contains("changed while the run was going on", problems[0].Problem);
        Assert.Contains("can't be opened", problems[1].Problem);
        Assert.HasCount(3, Features(database).Missing(images.Select(static i => i.Sha256)));
    }

    [TestMethod]
    public void Run_Cancelled_KeepsWhatIsDone()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 60);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        using var stop = new CancellationTokenSource();
        var progress = new SynchronousProgress<int>(done =>
        {
            if (done >= 20) stop.Cancel();
        });

        using var extractor = Extractor(database, 4, 2);
        Assert.ThrowsExactly<OperationCanceledException>(() => extractor.Run(images, progress, stop.Token));

        var left = Features(database).Missing(images.Select(static i => i.Sha256)).Count;
        Assert.IsInRange(1, 40, left);
        Assert.AreEqual(left, Computed(database, images));
    }

    [TestMethod]
    public void Run_StoreCannotGrow_ExplainsItOnce()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 200);
        using var database = StoreDatabase.Open(folder.At("store.db"));
        using var extractor = Extractor(database, 4, 2);
        using (var limit = database.Command("PRAGMA max_page_count = 12")) limit.ExecuteNonQuery();
        Assert.Contains("disk is full", Assert.ThrowsExactly<WorkFolderException>(() => extractor.Run(images, null, TestContext.CancellationToken)).Message);
    }

    internal static FeatureExtractor Extractor(StoreDatabase database, int batchSize, int workers)
        => new(Model, Features(database), new ExtractionOptions { BatchSize = batchSize, Workers = workers });

    private static FeatureStore Features(StoreDatabase database) => new(database, Model.Key, Model.Width);

    private int Computed(StoreDatabase database, ImmutableArray<ImageFile> images)
    {
        var reports = new List<int>();
        var progress = new SynchronousProgress<int>(done =>
        {
            lock (reports) reports.Add(done);
        });
        using var extractor = Extractor(database, 4, 2);
        Assert.IsEmpty(extractor.Run(images, progress, TestContext.CancellationToken));
        Assert.AreEqual(images.Length, reports.Max());
        // Copies count as done from the start.
        return images.Length - reports[0];
    }

    private float[] Extract(string store, ImmutableArray<ImageFile> images, int batchSize, int workers)
    {
        using var database = StoreDatabase.Open(store);
        using var extractor = Extractor(database, batchSize, workers);
        Assert.IsEmpty(extractor.Run(images, null, TestContext.CancellationToken));
        var matrix = new float[images.Length * Model.Width];
        Assert.IsEmpty(Features(database).Read([.. images.Select(static i => i.Sha256)], matrix));
        return matrix;
    }
}
