using Microsoft.Data.Sqlite;

namespace Pneumonia.Training.Store;

/// <summary>
/// The SQLite file. It holds nothing that can't be computed again, so a damaged one is set aside and begun anew: never believed, never
/// a reason to stop.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE extractor (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, width INTEGER NOT NULL);
        CREATE TABLE feature (extractor INTEGER NOT NULL, image BLOB NOT NULL, checksum INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (extractor, image));
        CREATE TABLE screening (image BLOB NOT NULL, recipe INTEGER NOT NULL, problem TEXT, PRIMARY KEY (image, recipe));
        CREATE TABLE trial (run TEXT NOT NULL, trial TEXT NOT NULL, checksum INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (run, trial));
        """;

    private StoreDatabase(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>Guards the connection: SQLite's is not for many threads.</summary>
    public Lock Gate { get; } = new();

    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="damaged">Told where the old file was set aside to, when it was.</param>
    public static StoreDatabase Open(string path, Action<string>? damaged = null)
    {
        try
        {
            return OpenSound(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26 || e is { SqliteErrorCode: 1 })
        {
            // 11 corrupt, 26 not a database, 1 a schema that is not ours.
            SqliteConnection.ClearAllPools();
            var aside = path + ".damaged";
            File.Move(path, aside, overwrite: true);
            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
            damaged?.Invoke(aside);
            return OpenSound(path);
        }
    }

    private static StoreDatabase OpenSound(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), null);
            if (version != SchemaVersion)
            {
                Execute(connection, $"DROP TABLE IF EXISTS extractor; DROP TABLE IF EXISTS feature; DROP TABLE IF EXISTS screening; DROP TABLE IF EXISTS trial; {Schema} PRAGMA user_version = {SchemaVersion};");
            }

            if (Scalar(connection, "PRAGMA quick_check(1)") is not "ok") throw new SqliteException("quick_check failed", 11);
            return new StoreDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public void Dispose() => Connection.Dispose();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
