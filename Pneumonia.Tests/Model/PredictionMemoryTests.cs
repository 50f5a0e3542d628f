using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Model;

/// <summary>Measures this process's memory, so nothing may run beside it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class PredictionMemoryTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void PredictBatch_ManyImages_MemoryStaysFlat()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("one.jpg"), TestImages.GreyJpeg(400, 300));
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        long Peak(int images)
        {
            var peak = 0L;
            foreach (var (index, _) in classifier.PredictBatch(Enumerable.Repeat(folder.At("one.jpg"), images), TestContext.CancellationToken).Index())
            {
                if (index % 100 == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }

            return peak;
        }

        Peak(100);
        var few = Peak(200);
        var many = Peak(2000);
        TestContext.WriteLine($"live memory: {few >> 10} KiB for 200 images, {many >> 10} KiB for 2,000");
        Assert.IsLessThan(few + (1 << 20), many, "1,800 images more, kept, would be 29 MB of pixels.");
    }
}
