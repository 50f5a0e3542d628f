using System.Text;
using Microsoft.Data.Sqlite;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Store;

/// <summary>What screening found, by image: an image is looked at once, however often it is trained on.</summary>
internal sealed class ScreeningStore(StoreDatabase database)
{
    /// <summary>Every image screened so far under the same limits with its problem, null where it has none.</summary>
    public Dictionary<string, string?> ReadAll(ImageLimits limits) => database.Use(() =>
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        using var command = database.Command("SELECT image, problem FROM screening WHERE recipe = $recipe");
        command.Parameters.AddWithValue("$recipe", Recipe(limits));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetValue(0) is byte[] image) known[Convert.ToHexStringLower(image)] = reader.GetValue(1) as string;
        }

        return known;
    });

    public void Add(ImageLimits limits, IEnumerable<KeyValuePair<string, string?>> findings) => database.Use(() =>
    {
        using var transaction = database.Connection.BeginTransaction();
        using var command = database.Command("INSERT OR REPLACE INTO screening (image, recipe, problem) VALUES ($image, $recipe, $problem)");
        command.Transaction = transaction;
        var image = command.Parameters.Add("$image", SqliteType.Blob);
        command.Parameters.AddWithValue("$recipe", Recipe(limits));
        var problem = command.Parameters.Add("$problem", SqliteType.Text);
        foreach (var (hash, text) in findings)
        {
            image.Value = Convert.FromHexString(hash);
            problem.Value = (object?)text ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    });

    // What is refused depends on how images are decoded and on the limits: under others, all are looked at again.
    private static long Recipe(ImageLimits limits)
        => Checksum.Of(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{PixelRecipe.Version}|{limits.MaxBytes}|{limits.MaxPixels}|{limits.MinSide}")));
}
