using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Onnx;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Training;
using Pneumonia.Training.Features;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Features;

[TestClass]
public sealed class FeatureExtractionTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Run_ShardsMerged_IsTheStoreOfOneProcessRowByRow()
    {
        using var folder = new TempFolder();
        var paths = ImageSet.Write(folder.At("images"), 61).Select(static i => i.Path).ToArray();
        Run(folder, paths, "whole");
        for (var i = 1; i <= 4; i++) Run(folder, new Shard(i, 4).Of(paths), $"part{i}");

        StoreMerge.Run(Enumerable.Range(1, 4).Select(i => folder.At($"part{i}")), folder.At("joined"), cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(StoreProbe.Dump(folder.At("whole", "store.db")), StoreProbe.Dump(folder.At("joined", "store.db")));
        Assert.AreEqual(2 * 61, StoreProbe.CountFeatures(folder.At("joined", "store.db")), "A vector of the backbone and one of the appearance for every image.");
        Assert.AreEqual(new FeatureExtractionResult(61, 0, 0), Run(folder, paths, "joined"));
    }

    [TestMethod]
    public void Run_GoodKnownTwiceAndUnreadableImages_CountsEachAsWhatItIs()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 5);
        File.Copy(images[0].Path, folder.At("copy.jpg"));
        File.WriteAllText(folder.At("text.jpg"), "no image");
        File.Copy(folder.At("text.jpg"), folder.At("text2.jpg"));
        Run(folder, [images[1].Path], "work");
        var told = new List<UnreadableImage>();
        string[] paths = [.. images.Select(static i => i.Path), folder.At("copy.jpg"), folder.At("text.jpg"), folder.At("text2.jpg"), folder.At("gone.jpg")];

        var result = Run(folder, paths, "work", new SynchronousProgress<FeatureExtractionProgress>(p => told.AddRange(p.Unreadable)));

        Assert.AreEqual(new FeatureExtractionResult(9, Computed: 4, Unreadable: 3), result);
        Assert.AreEqual(2, result.Known);
        Assert.AreSequenceEqual(new[] { folder.At("text.jpg"), folder.At("text2.jpg"), folder.At("gone.jpg") }, told.Select(static u => u.Path).ToArray());
        Assert.IsTrue(told.TrueForAll(static u => u.Problem.Length > 10));
    }

    [TestMethod]
    public void Run_MoreImagesThanAChunk_DoesThemAllAndTellsNowAndThen()
    {
        using var folder = new TempFolder();
        var paths = ImageSet.Write(folder.At("images"), 530).Select(static i => i.Path).ToArray();
        var told = new List<long>();
        Run(folder, paths, "work", new SynchronousProgress<FeatureExtractionProgress>(p => told.Add(p.SoFar.Images)));
        Assert.AreSequenceEqual(new[] { 512L, 530L }, told.ToArray());
        Assert.AreEqual(2 * 530, StoreProbe.CountFeatures(folder.At("work", "store.db")));
    }

    [TestMethod]
    public void Run_Cancelled_KeepsWhatIsDone()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 3);
        using var stop = new CancellationTokenSource();
        IEnumerable<string> Endless()
        {
            for (var i = 0; ; i++)
            {
                if (i == 600) stop.Cancel();
                yield return images[i % 3].Path;
            }
        }

        Assert.ThrowsExactly<OperationCanceledException>(() => FeatureExtraction.Run(Endless(), Options(folder, "work"), null, stop.Token));
        Assert.AreEqual(new FeatureExtractionResult(3, 0, 0), Run(folder, images.Select(static i => i.Path), "work"));
    }

    [TestMethod]
    public void Run_WrongOptions_ListsThemAll()
    {
        var wrong = new FeatureExtractionOptions { Backbones = [], BatchSize = 0, Threads = -1, WorkFolder = " " };
        Assert.HasCount(4, Assert.ThrowsExactly<TrainingOptionsException>(() => FeatureExtraction.Run([], wrong, null, TestContext.CancellationToken)).Faults);
    }

    [TestMethod]
    public void Run_DamagedStore_SaysWhereItWasSetAside()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("work"));
        File.WriteAllText(folder.At("work", "store.db"), new string('x', 5000));
        Assert.Contains("store.db.damaged", Run(folder, [], "work").SetAside!);
    }

    private FeatureExtractionResult Run(TempFolder folder, IEnumerable<string> paths, string work, IProgress<FeatureExtractionProgress>? progress = null)
        => FeatureExtraction.Run(paths, Options(folder, work), progress, TestContext.CancellationToken);

    private static FeatureExtractionOptions Options(TempFolder folder, string work)
    {
        var backbone = folder.At("tiny.onnx");
        if (!File.Exists(backbone)) File.WriteAllBytes(backbone, new TinyBackbone { Channels = 1, InputName = "pixels", Side = 64 }.Bytes());
        return new FeatureExtractionOptions { Backbones = [backbone], WorkFolder = folder.At(work), Threads = 2 };
    }
}
