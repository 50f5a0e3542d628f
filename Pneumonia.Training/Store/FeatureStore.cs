using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Pneumonia.Training.Store;

/// <summary>Feature vectors by image and extractor. What is in it is never computed again.</summary>
/// <param name="database">The file.</param>
/// <param name="extractorKey">Backbone hash and pixel recipe: whatever else would change a vector.</param>
/// <param name="width">Length of a vector.</param>
internal sealed class FeatureStore(StoreDatabase database, string extractorKey, int width)
{
    private readonly long extractor = ExtractorId(database, extractorKey, width);

    public int Width => width;

    /// <summary>Which of the images, given by their SHA-256 in hex, have no vector yet, or a damaged one.</summary>
    public HashSet<string> Missing(IEnumerable<string> images) => database.Use(() =>
    {
        using var lookup = Lookup();
        return images.Distinct(StringComparer.Ordinal).Where(image => Find(lookup, image) is null).ToHashSet(StringComparer.Ordinal);
    });

    /// <summary>Adds vectors in one transaction: all of them or none.</summary>
    public void Add(IReadOnlyList<(string Image, float[] Vector)> rows) => database.Use(() =>
    {
        using var transaction = database.Connection.BeginTransaction();
        using var command = database.Command("INSERT OR REPLACE INTO feature (extractor, image, checksum, vector) VALUES ($extractor, $image, $checksum, $vector)");
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$extractor", extractor);
        var image = command.Parameters.Add("$image", SqliteType.Blob);
        var checksum = command.Parameters.Add("$checksum", SqliteType.Integer);
        var vector = command.Parameters.Add("$vector", SqliteType.Blob);
        foreach (var (hash, values) in rows)
        {
            if (values.Length != width) throw new ArgumentException($"A vector of {width} values is needed; this one has {values.Length}.", nameof(rows));
            var bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
            image.Value = Convert.FromHexString(hash);
            checksum.Value = Checksum.Of(bytes);
            vector.Value = bytes;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    /// <summary>Reads vectors into the rows of a matrix, in the order of the images.</summary>
    /// <param name="images">SHA-256 of each image, in hex.</param>
    /// <param name="matrix">Receives images × <see cref="Width"/> values.</param>
    /// <returns>The positions of images whose vector is missing or damaged; their rows are untouched.</returns>
    public IReadOnlyList<int> Read(IReadOnlyList<string> images, Memory<float> matrix) => database.Use(() =>
    {
        var absent = new List<int>();
        using var lookup = Lookup();
        for (var i = 0; i < images.Count; i++)
        {
            if (Find(lookup, images[i]) is { } bytes) MemoryMarshal.Cast<byte, float>(bytes).CopyTo(matrix.Span.Slice(i * width, width));
            else absent.Add(i);
        }

        return absent;
    });

    private SqliteCommand Lookup()
    {
        var command = database.Command("SELECT checksum, vector FROM feature WHERE extractor = $extractor AND image = $image");
        command.Parameters.AddWithValue("$extractor", extractor);
        command.Parameters.Add("$image", SqliteType.Blob);
        return command;
    }

    // SQLite's columns hold any type: a damaged row need not hold what was written.
    private byte[]? Find(SqliteCommand lookup, string image)
    {
        lookup.Parameters["$image"].Value = Convert.FromHexString(image);
        using var reader = lookup.ExecuteReader();
        return reader.Read() && IsSound(reader.GetValue(0), reader.GetValue(1), width) ? (byte[])reader.GetValue(1) : null;
    }

    /// <summary>Whether a row holds a vector as it was written.</summary>
    internal static bool IsSound(object checksum, object vector, long width)
        => checksum is long sum && vector is byte[] bytes && bytes.Length == width * sizeof(float) && Checksum.Of(bytes) == sum;

    internal static long ExtractorId(StoreDatabase database, string key, int width) => database.Use(() =>
    {
        using var insert = database.Command("INSERT OR IGNORE INTO extractor (key, width) VALUES ($key, $width)");
        insert.Parameters.AddWithValue("$key", key);
        insert.Parameters.AddWithValue("$width", width);
        insert.ExecuteNonQuery();
        using var select = database.Command("SELECT id FROM extractor WHERE key = $key");
        select.Parameters.AddWithValue("$key", key);
        return (long)select.ExecuteScalar()!;
    });
}
