using Pneumonia.Tests.Downloads;
using Pneumonia.Training;
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
        using var folder = new PrivateFolder();
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

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
        }
    }
}
