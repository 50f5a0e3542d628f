using Pneumonia.Tests.Data;
using Pneumonia.Tests.Onnx;
using Pneumonia.Training;
using Pneumonia.Training.Features;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Features;

/// <summary>Measures this process's memory, so nothing may run beside it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ExtractionMemoryTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Run_TenTimesTheImages_SamePeakOfLiveMemory()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 2000);
        long Peak(int count)
        {
            using var database = StoreDatabase.Open(folder.At($"{count}.db"));
            var peak = 0L;
            var progress = new SynchronousProgress<int>(done =>
            {
                if (done % 200 == 0) InterlockedMax(ref peak, GC.GetTotalMemory(forceFullCollection: true));
            });
            using var extractor = FeatureExtractorTests.Extractor(database, 8, 2);
            extractor.Run(images[..count], progress, TestContext.CancellationToken);
            return peak;
        }

        Peak(100);
        var few = Peak(200);
        var many = Peak(2000);
        TestContext.WriteLine($"live memory: {few >> 10} KiB for 200 images, {many >> 10} KiB for 2,000");
        Assert.IsLessThan(few + (2 << 20), many, "1,800 images more, kept, would be 29 MB of pixels.");
    }

    [TestMethod]
    public void Run_EndlessList_SameLiveMemory()
    {
        using var folder = new TempFolder();
        var paths = ImageSet.Write(folder.At("images"), 40).Select(static i => i.Path).ToArray();
        File.WriteAllBytes(folder.At("tiny.onnx"), new TinyBackbone { Channels = 1, InputName = "pixels", Side = 64 }.Bytes());
        long Peak(int count)
        {
            var peak = 0L;
            var progress = new SynchronousProgress<FeatureExtractionProgress>(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)));
            var options = new FeatureExtractionOptions { Backbones = [folder.At("tiny.onnx")], WorkFolder = folder.At($"work{count}"), Threads = 2 };
            var result = FeatureExtraction.Run(Enumerable.Range(0, count).Select(i => paths[i % paths.Length]), options, progress, TestContext.CancellationToken);
            Assert.AreEqual(count, result.Images);
            return peak;
        }

        Peak(512);
        var few = Peak(1024);
        var many = Peak(15_000);
        TestContext.WriteLine($"live memory: {few >> 10} KiB for 1,024 paths, {many >> 10} KiB for 15,000");
        Assert.IsLessThan(few + (1 << 20), many, "14,000 hashes and paths more, kept, would be 4 MB.");
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
        }
    }
}
