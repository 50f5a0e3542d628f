using System.Globalization;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

/// <summary>Vectors that tell where they came from.</summary>
internal static class StoreFixture
{
    public const int Width = 300;

    public static string Hash(int image) => image.ToString("x64", CultureInfo.InvariantCulture);

    public static float[] Vector(int image) => [.. Enumerable.Range(0, Width).Select(j => image + (j * 0.001f))];

    public static FeatureStore Features(StoreDatabase database, string key = "backbone") => new(database, key, Width);

    public static void Fill(string path, int images)
    {
        using var database = StoreDatabase.Open(path);
        Features(database).Add([.. Enumerable.Range(0, images).Select(static i => (Hash(i), Vector(i)))]);
    }

    /// <summary>Which of the images are there; those that are have the very vector that was written.</summary>
    public static HashSet<int> AssertReadable(FeatureStore store, int images)
    {
        var matrix = new float[images * Width];
        var absent = store.Read([.. Enumerable.Range(0, images).Select(Hash)], matrix).ToHashSet();
        var present = Enumerable.Range(0, images).Where(i => !absent.Contains(i)).ToHashSet();
        foreach (var i in present) Assert.AreSequenceEqual(Vector(i), matrix[(i * Width)..((i + 1) * Width)]);
        Assert.AreSequenceEqual(absent.Order().Select(Hash).ToArray(), store.Missing(Enumerable.Range(0, images).Select(Hash)).Order(StringComparer.Ordinal).ToArray());
        return present;
    }
}
