using Microsoft.Data.Sqlite;

namespace Pneumonia.Tests.Pipeline;

/// <summary>Looks into a store that nobody has open.</summary>
internal static class StoreProbe
{
    public static long CountFeatures(string store) => (long)Rows(store, "SELECT COUNT(*) FROM feature").Single()[0];

    /// <summary>The trials in the order they were written, with the number of the row: a trial that was run twice has a new one.</summary>
    public static Dictionary<string, long> Trials(string store)
        => Rows(store, "SELECT trial, rowid FROM trial ORDER BY rowid").ToDictionary(static r => (string)r[0], static r => (long)r[1]);

    private static List<object[]> Rows(string store, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Pooling = false }.ToString());
        connection.Open();
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
