using System.Runtime.InteropServices;

namespace Pneumonia.Training.Store;

/// <summary>Feature vectors by image and extractor. What is in it is never computed again.</summary>
/// <param name="database">The file.</param>
/// <param name="extractorKey">Backbone hash and pixel recipe: whatever else would change a vector.</param>
/// <param name="width">Length of a vector.</param>
internal sealed class FeatureStore(StoreDatabase database, string extractorKey, int width)
{
    private readonly long extractor = ExtractorId(database, extractorKey, width);

    public int Width => width;

    /// <summary>Which of the images, given by their SHA-256 in hex, have no vector yet.</summary>
    public HashSet<string> Missing(IEnumerable<string> images)
    {
        var missing = images.ToHashSet(StringComparer.Ordinal);
        lock (database.Gate)
        {
            using var command = database.Command("SELECT image FROM feature WHERE extractor = $extractor");
            command.Parameters.AddWithValue("$extractor", extractor);
            using var reader = command.ExecuteReader();
            while (reader.Read()) missing.Remove(Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)));
        }

        return missing;
    }

    /// <summary>Adds vectors in one transaction: all of them or none.</summary>
    public void Add(IReadOnlyList<(string Image, float[] Vector)> rows)
    {
        lock (database.Gate)
        {
            using var transaction = database.Connection.BeginTransaction();
            using var command = database.Command("INSERT OR REPLACE INTO feature (extractor, image, checksum, vector) VALUES ($extractor, $image, $checksum, $vector)");
            command.Transaction = transaction;
            command.Parameters.AddWithValue("$extractor", extractor);
            var image = command.Parameters.Add("$image", Microsoft.Data.Sqlite.SqliteType.Blob);
            var checksum = command.Parameters.Add("$checksum", Microsoft.Data.Sqlite.SqliteType.Integer);
            var vector = command.Parameters.Add("$vector", Microsoft.Data.Sqlite.SqliteType.Blob);
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
        }
    }

    /// <summary>Reads vectors into the rows of a matrix, in the order of the images.</summary>
    /// <param name="images">SHA-256 of each image, in hex.</param>
    /// <param name="matrix">Receives images × <see cref="Width"/> values.</param>
    /// <returns>The positions of images whose vector is missing or damaged; their rows are untouched.</returns>
    public IReadOnlyList<int> Read(IReadOnlyList<string> images, Span<float> matrix)
    {
        var absent = new List<int>();
        lock (database.Gate)
        {
            using var command = database.Command("SELECT checksum, vector FROM feature WHERE extractor = $extractor AND image = $image");
            command.Parameters.AddWithValue("$extractor", extractor);
            var image = command.Parameters.Add("$image", Microsoft.Data.Sqlite.SqliteType.Blob);
            for (var i = 0; i < images.Count; i++)
            {
                image.Value = Convert.FromHexString(images[i]);
                using var reader = command.ExecuteReader();
                if (reader.Read() && reader.GetFieldValue<byte[]>(1) is var bytes
                    && bytes.Length == width * sizeof(float) && Checksum.Of(bytes) == reader.GetInt64(0))
                {
                    MemoryMarshal.Cast<byte, float>(bytes).CopyTo(matrix.Slice(i * width, width));
                }
                else
                {
                    absent.Add(i);
                }
            }
        }

        return absent;
    }

    private static long ExtractorId(StoreDatabase database, string key, int width)
    {
        lock (database.Gate)
        {
            using var insert = database.Command("INSERT OR IGNORE INTO extractor (key, width) VALUES ($key, $width)");
            insert.Parameters.AddWithValue("$key", key);
            insert.Parameters.AddWithValue("$width", width);
            insert.ExecuteNonQuery();
            using var select = database.Command("SELECT id FROM extractor WHERE key = $key");
            select.Parameters.AddWithValue("$key", key);
            return (long)select.ExecuteScalar()!;
        }
    }
}
