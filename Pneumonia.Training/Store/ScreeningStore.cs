using Microsoft.Data.Sqlite;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Store;

/// <summary>What screening found, by image: an image is looked at once, however often it is trained on.</summary>
internal sealed class ScreeningStore(StoreDatabase database)
{
    /// <summary>Every image screened so far with its problem, null where it has none.</summary>
    public Dictionary<string, string?> ReadAll()
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        lock (database.Gate)
        {
            using var command = database.Command("SELECT image, problem FROM screening WHERE recipe = $recipe");
            command.Parameters.AddWithValue("$recipe", PixelRecipe.Version);
            using var reader = command.ExecuteReader();
            while (reader.Read()) known[Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0))] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }

        return known;
    }

    public void Add(IEnumerable<KeyValuePair<string, string?>> findings)
    {
        lock (database.Gate)
        {
            using var transaction = database.Connection.BeginTransaction();
            using var command = database.Command("INSERT OR REPLACE INTO screening (image, recipe, problem) VALUES ($image, $recipe, $problem)");
            command.Transaction = transaction;
            var image = command.Parameters.Add("$image", SqliteType.Blob);
            command.Parameters.AddWithValue("$recipe", PixelRecipe.Version);
            var problem = command.Parameters.Add("$problem", SqliteType.Text);
            foreach (var (hash, text) in findings)
            {
                image.Value = Convert.FromHexString(hash);
                problem.Value = (object?)text ?? DBNull.Value;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }
}
