using System.Diagnostics;

namespace Pneumonia.Tests.Faults.Decoding;

/// <summary>
/// Images damaged at random: pixels or a refusal, within a second, in bounded memory. More of them: PNEUMONIA_TEST_IMAGES=100000.
/// Guided by coverage: eng/fuzz.sh.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class MutatedImageTests
{
    private const int Batch = 500;

    // A raster of DecoderContract.Limits takes 800,000 bytes, as floats as many again, and both are made two or three times.
    private const long MostAllocated = 8 << 20;

    private const long MostGrowth = 256L << 20;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Check_MutatedImages_KeepTheContractInTimeAndMemory()
    {
        var images = Extent.Of("PNEUMONIA_TEST_IMAGES", 4000);
        foreach (var (_, bytes) in ImageSeeds.All) DecoderContract.Check(bytes);
        var before = Memory();
        var tally = new Tally();

        for (var done = 0; done < images; done += Batch)
        {
            var first = done;
            // What never ends ends the test all the same, with the name of the batch.
            await Task.Run(() => Run(first, Math.Min(Batch, images - first), tally), TestContext.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(2), TestContext.CancellationToken);
        }

        var growth = Memory() - before;
        TestContext.WriteLine($"{images} images: {tally.Read} read, {images - tally.Read} refused; slowest {tally.Slowest.TotalMilliseconds:0} ms; most allocated for one {tally.MostAllocated >> 10} KiB; the process grew by {growth >> 20} MiB.");
        Assert.IsGreaterThan(images / 10, tally.Read, "Too few were readable: most ways through the decoder were not taken.");
        Assert.IsGreaterThan(images / 10, images - tally.Read);
        Assert.IsLessThan(MostAllocated, tally.MostAllocated);
        Assert.IsLessThan(MostGrowth, growth);
    }

    [TestMethod]
    public void Check_Seeds_AreAllRead()
    {
        foreach (var (name, bytes) in ImageSeeds.All) Assert.IsTrue(DecoderContract.Check(bytes), name);
    }

    private static void Run(int first, int count, Tally tally)
    {
        for (var i = first; i < first + count; i++)
        {
            var random = new Random(i);
            var seed = ImageSeeds.All[i % ImageSeeds.All.Length].Bytes;
            var file = Damage.Mutate(seed, random, ImageSeeds.All[random.Next(ImageSeeds.All.Length)].Bytes);
            if (random.Next(2) == 0) file = PngChecksums.Repaired(file) ?? file;
            try
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var (read, time) = Timed(file);
                tally.MostAllocated = Math.Max(tally.MostAllocated, GC.GetAllocatedBytesForCurrentThread() - allocated);
                // The machine may have been busy; what hangs hangs again.
                for (var again = 0; again < 3 && time > Hang; again++) time = Timed(file).Time;
                if (time > Hang) Assert.Fail($"Image {i} took {time}: {Convert.ToBase64String(file)}");
                if (time > tally.Slowest) tally.Slowest = time;
                if (read) tally.Read++;
            }
            catch (Exception e) when (e is not AssertFailedException)
            {
                throw new InvalidOperationException($"Image {i}, {Convert.ToBase64String(file)}: {e}", e);
            }
        }
    }

    private static (bool Read, TimeSpan Time) Timed(byte[] file)
    {
        var started = Stopwatch.GetTimestamp();
        var read = DecoderContract.Check(file);
        return (read, Stopwatch.GetElapsedTime(started));
    }

    private static long Memory()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.PrivateMemorySize64;
    }

    private sealed class Tally
    {
        public int Read { get; set; }

        public TimeSpan Slowest { get; set; }

        public long MostAllocated { get; set; }
    }
}
