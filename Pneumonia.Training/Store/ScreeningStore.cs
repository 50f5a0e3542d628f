using System.Text;
using Microsoft.Data.Sqlite;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Training.Store;

/// <summary>What screening saw, by image: an image is looked at once, however often it is trained on.</summary>
internal sealed class ScreeningStore(StoreDatabase database)
{
    /// <summary>Every image looked at so far under the same limits.</summary>
    public Dictionary<string, ScreenedImage> ReadAll(ImageLimits limits) => database.Use(() =>
    {
        var known = new Dictionary<string, ScreenedImage>(StringComparer.Ordinal);
        using var command = database.Command("SELECT image, fault, problem, traits FROM screening WHERE recipe = $recipe");
        command.Parameters.AddWithValue("$recipe", Recipe(limits));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetValue(0) is byte[] image && From(reader.GetValue(1), reader.GetValue(2), reader.GetValue(3)) is { } seen) known[Convert.ToHexStringLower(image)] = seen;
        }

        return known;
    });

    /// <summary>Which of the images, given by their SHA-256 in hex, were not looked at yet under these limits.</summary>
    public HashSet<string> Missing(ImageLimits limits, IEnumerable<string> images) => database.Use(() =>
    {
        using var command = database.Command("SELECT fault, problem, traits FROM screening WHERE image = $image AND recipe = $recipe");
        command.Parameters.AddWithValue("$recipe", Recipe(limits));
        var wanted = command.Parameters.Add("$image", SqliteType.Blob);
        bool IsThere(string image)
        {
            wanted.Value = Convert.FromHexString(image);
            using var reader = command.ExecuteReader();
            return reader.Read() && From(reader.GetValue(0), reader.GetValue(1), reader.GetValue(2)) is not null;
        }

        return images.Distinct(StringComparer.Ordinal).Where(image => !IsThere(image)).ToHashSet(StringComparer.Ordinal);
    });

    public void Add(ImageLimits limits, IEnumerable<KeyValuePair<string, ScreenedImage>> seen) => database.Use(() =>
    {
        using var transaction = database.Connection.BeginTransaction();
        using var command = database.Command(
            "INSERT OR REPLACE INTO screening (image, recipe, fault, problem, traits) VALUES ($image, $recipe, $fault, $problem, $traits)");
        command.Transaction = transaction;
        var image = command.Parameters.Add("$image", SqliteType.Blob);
        command.Parameters.AddWithValue("$recipe", Recipe(limits));
        var fault = command.Parameters.Add("$fault", SqliteType.Integer);
        var problem = command.Parameters.Add("$problem", SqliteType.Text);
        var traits = command.Parameters.Add("$traits", SqliteType.Blob);
        foreach (var (hash, one) in seen)
        {
            image.Value = Convert.FromHexString(hash);
            fault.Value = one.Fault is { } f ? (long)f : DBNull.Value;
            problem.Value = (object?)one.Problem ?? DBNull.Value;
            traits.Value = Sealed(one);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    /// <summary>
    /// A row's values; null where they make no sense or their seal does not fit. SQLite's columns hold any type: such a row is one that was never written.
    /// </summary>
    internal static ScreenedImage? From(object fault, object problem, object traits)
    {
        if (traits is not byte[] { Length: >= sizeof(long) } bytes) return null;
        var seen = (fault, problem) switch
        {
            (DBNull, DBNull) when ImageTraits.From(bytes.AsSpan(..^sizeof(long))) is { } measured => new ScreenedImage(measured),
            (long number, string words) when Enum.IsDefined((ImageFault)number) => new ScreenedImage(null, (ImageFault)number, words),
            _ => null,
        };
        return seen is not null && Sealed(seen).AsSpan().SequenceEqual(bytes) ? seen : null;
    }

    // The traits, if any, and a checksum of all that was seen.
    private static byte[] Sealed(ScreenedImage seen)
    {
        var traits = seen.Traits?.ToBytes() ?? [];
        return [.. traits, .. BitConverter.GetBytes(Checksum.Of([.. traits, .. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{(int?)seen.Fault} {seen.Problem}"))]))];
    }

    // What is refused and seen depends on how images are decoded and measured and on the limits: under others, all are looked at again.
    private static long Recipe(ImageLimits limits) => Checksum.Of(Encoding.UTF8.GetBytes(FormattableString.Invariant(
        $"{PixelRecipe.Version}|{ImageTraits.Version}|{limits.MaxBytes}|{limits.MaxPixels}|{limits.MinSide}|sealed")));
}
