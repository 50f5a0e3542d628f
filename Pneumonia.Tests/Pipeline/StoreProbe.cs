using Microsoft.Data.Sqlite;

namespace Pneumonia.Tests.Pipeline;

/// <summary>Looks into a store that nobody has open.</summary>
internal static class StoreProbe
{
    public static long CountFeatures(string store) => (long)Rows(store, "SELECT COUNT(*) FROM feature").Single()[0];

    /// <summary>The trials in the order they were written, with the number of the row: a trial that was run twice has a new one.</summary>
    public static Dictionary<string, long> Trials(string store)
        => Rows(store, "SELECT trial, rowid FROM trial ORDER BY rowid").ToDictionary(static r => (string)r[0], static r => (long)r[1]);

    /// <summary>Every row but its number, in an order of its own: equal stores give equal texts.</summary>
    public static string Dump(string store) => string.Join('\n',
        Rows(store, "SELECT 'feature', e.key, e.width, hex(f.image), f.checksum, hex(f.vector) FROM feature f LEFT JOIN extractor e ON e.id = f.extractor ORDER BY e.key, f.image")
            .Concat(Rows(store, "SELECT 'screening', hex(image), recipe, fault, problem, hex(traits) FROM screening ORDER BY image, recipe"))
            .Concat(Rows(store, "SELECT 'trial', run, trial, checksum, hex(body) FROM trial ORDER BY run, trial"))
            .Select(static row => string.Join('|', row)));

    /// <summary>The features with the numbers of their rows: a vector that was written again has a new one.</summary>
    public static string[] FeatureRows(string store)
        => [.. Rows(store, "SELECT rowid, extractor, hex(image), checksum FROM feature ORDER BY rowid").Select(static row => string.Join('|', row))];

    /// <summary>Changes it.</summary>
    public static void Execute(string store, string sql)
    {
        using var connection = Open(store);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string store)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static List<object[]> Rows(string store, string sql)
    {
        using var connection = Open(store);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
