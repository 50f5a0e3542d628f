namespace Pneumonia.Training.Store;

/// <summary>The journal's rows: what each trial of a run gave, written the moment it ends.</summary>
/// <param name="database">The file.</param>
/// <param name="run">Everything that must be equal for a trial's result to hold again: data, splits, seed, metric.</param>
internal sealed class TrialStore(StoreDatabase database, string run)
{
    public void Write(string trial, byte[] body) => database.Use(() =>
    {
        using var command = database.Command("INSERT OR REPLACE INTO trial (run, trial, checksum, body) VALUES ($run, $trial, $checksum, $body)");
        command.Parameters.AddWithValue("$run", run);
        command.Parameters.AddWithValue("$trial", trial);
        command.Parameters.AddWithValue("$checksum", Checksum.Of(body));
        command.Parameters.AddWithValue("$body", body);
        command.ExecuteNonQuery();
    });

    /// <summary>Every trial of the run whose row is sound.</summary>
    public IReadOnlyDictionary<string, byte[]> ReadAll() => database.Use(() =>
    {
        var trials = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var command = database.Command("SELECT trial, checksum, body FROM trial WHERE run = $run");
        command.Parameters.AddWithValue("$run", run);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetValue(0) is string trial && IsSound(reader.GetValue(1), reader.GetValue(2))) trials[trial] = (byte[])reader.GetValue(2);
        }

        return trials;
    });

    /// <summary>Whether a row holds a body as it was written.</summary>
    internal static bool IsSound(object checksum, object body) => checksum is long sum && body is byte[] bytes && Checksum.Of(bytes) == sum;

    public void Clear() => database.Use(() =>
    {
        using var command = database.Command("DELETE FROM trial WHERE run = $run");
        command.Parameters.AddWithValue("$run", run);
        command.ExecuteNonQuery();
    });
}
