using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Screening;
using Pneumonia.Tests.Store;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Faults.Stores;

/// <summary>A store whose every row is known: what is read from a damaged copy either is what was written, or is missing.</summary>
internal static class KnownStore
{
    public const int Images = 60, Trials = 24;

    private const string Other = "another backbone", Run = "run";

    /// <summary>The bytes of the file, of its write-ahead log while it was in use (as a kill leaves it), and of the file before that.</summary>
    public sealed record Files(byte[] Before, byte[] Database, byte[] Log, byte[] Whole);

    public static Files Write(string path)
    {
        using (var database = StoreDatabase.Open(path)) Fill(database, 0, Images / 2);
        var before = File.ReadAllBytes(path);
        byte[] killed, log;
        using (var database = StoreDatabase.Open(path))
        {
            Fill(database, Images / 2, Images);
            (killed, log) = (ReadShared(path), ReadShared(path + "-wal"));
        }

        return new Files(before, killed, log, File.ReadAllBytes(path));
    }

    public static void Fill(StoreDatabase database, int from, int to)
    {
        var images = Enumerable.Range(from, to - from).ToArray();
        StoreFixture.Features(database).Add([.. images.Select(static i => (StoreFixture.Hash(i), StoreFixture.Vector(i)))]);
        StoreFixture.Features(database, Other).Add([.. images.Select(static i => (StoreFixture.Hash(i), StoreFixture.Vector(i + 1000)))]);
        new ScreeningStore(database).Add(ImageLimits.Default, images.Select(static i => KeyValuePair.Create(StoreFixture.Hash(i), Seen(i))));
        for (var t = from * Trials / Images; t < to * Trials / Images; t++) new TrialStore(database, Run).Write($"trial {t}", Body(t));
    }

    /// <summary>Reads all that is there; fails where a row is not the one that was written.</summary>
    /// <returns>How many rows there are, of <see cref="Rows"/>.</returns>
    public static int AssertTrue(StoreDatabase database)
    {
        var first = StoreFixture.AssertReadable(StoreFixture.Features(database), Images).Count;
        var (vectors, order) = (new float[Images * StoreFixture.Width], Enumerable.Range(0, Images).Select(StoreFixture.Hash).ToArray());
        var absent = StoreFixture.Features(database, Other).Read(order, vectors).ToHashSet();
        foreach (var i in Enumerable.Range(0, Images).Where(i => !absent.Contains(i)))
            Assert.AreSequenceEqual(StoreFixture.Vector(i + 1000), vectors[(i * StoreFixture.Width)..((i + 1) * StoreFixture.Width)]);

        var seen = new ScreeningStore(database).ReadAll(ImageLimits.Default);
        var known = Enumerable.Range(0, Images).Where(i => seen.ContainsKey(StoreFixture.Hash(i))).ToArray();
        foreach (var i in known) Assert.AreEqual(Seen(i), seen[StoreFixture.Hash(i)], $"image {i}");

        var trials = new TrialStore(database, Run).ReadAll();
        var kept = Enumerable.Range(0, Trials).Where(t => trials.ContainsKey($"trial {t}")).ToArray();
        foreach (var t in kept) Assert.AreSequenceEqual(Body(t), trials[$"trial {t}"], $"trial {t}");
        return first + Images - absent.Count + known.Length + kept.Length;
    }

    public static int Rows => (3 * Images) + Trials;

    private static ScreenedImage Seen(int image) => image % 5 == 0
        ? new ScreenedImage(null, ImageFault.Truncated, $"image {image} breaks off")
        : new ScreenedImage(SomeTraits.Good with { Width = 1000 + image, Blur = image / 100f });

    private static byte[] Body(int trial) => [.. Enumerable.Range(0, 200 + (trial * 40)).Select(i => (byte)(i * trial))];

    // While it is open: what a killed process would leave.
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
