using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Pneumonia.Training.Store;

/// <summary>
/// The SQLite file. It holds nothing that can't be computed again, so a damaged one is set aside and begun anew: never believed, never
/// a reason to stop. One that a newer version wrote is sound, and may hold hours of its work: it is left as it is, and refused.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    internal const int SchemaVersion = 2;

    // A greater number was never counted up to: its bytes are damaged.
    private const int HighestPlausibleVersion = 99;

    // SQLite's result codes.
    private const int Error = 1;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NoDatabase = 26;

    private const string Screening =
        "CREATE TABLE screening (image BLOB NOT NULL, recipe INTEGER NOT NULL, fault INTEGER, problem TEXT, traits BLOB, PRIMARY KEY (image, recipe))";

    // In the order of their names, and spelt as SQLite hands them back.
    internal static readonly ImmutableArray<string> Tables =
    [
        "CREATE TABLE extractor (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, width INTEGER NOT NULL)",
        "CREATE TABLE feature (extractor INTEGER NOT NULL, image BLOB NOT NULL, checksum INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (extractor, image))",
        Screening,
        "CREATE TABLE trial (run TEXT NOT NULL, trial TEXT NOT NULL, checksum INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (run, trial))",
    ];

    private readonly Lock gate = new();

    private StoreDatabase(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="damaged">Told where the old file was set aside to, when it was.</param>
    /// <exception cref="WorkFolderException">The file can't be opened or written, or a newer version wrote it; then it is untouched.</exception>
    public static StoreDatabase Open(string path, Action<string>? damaged = null)
    {
        try
        {
            try
            {
                return OpenSound(path);
            }
            catch (SqliteException e) when (IsDamage(path, e))
            {
                var aside = SetAside(path);
                damaged?.Invoke(aside);
                return OpenSound(path);
            }
        }
        catch (SqliteException e)
        {
            throw Explained(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkFolderException($"The damaged store '{path}' can't be set aside: {e.Message}", e);
        }
    }

    /// <summary>Works with the connection, one thread at a time: SQLite's is not for many.</summary>
    /// <exception cref="WorkFolderException">SQLite can't do it.</exception>
    public T Use<T>(Func<T> work)
    {
        lock (gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw Explained(Connection.DataSource, e);
            }
        }
    }

    /// <inheritdoc cref="Use{T}(Func{T})"/>
    public void Use(Action work) => Use(() =>
    {
        work();
        return true;
    });

    private static StoreDatabase OpenSound(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            // Before anything is written.
            var version = (long)Scalar(connection, "PRAGMA user_version")!;
            if (IsNewer(version)) throw new WorkFolderException($"The store '{path}' can't be used: {NewerWords(version)} Or name another folder with --work.");
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            Upgrade(connection, version);
            // A header that forbids writing is only found out by writing.
            Execute(connection, $"PRAGMA user_version = {SchemaVersion};");
            var tables = Scalar(connection, "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master WHERE type = 'table' ORDER BY name)");
            if (tables is not string found || found != string.Join(';', Tables)) throw new SqliteException("other tables than ours", Corrupt);
            // The whole check, not quick_check: an index that leads to another row would hand out another image's features, checksum and all.
            if (Scalar(connection, "PRAGMA integrity_check(1)") is not "ok") throw new SqliteException("integrity_check failed", Corrupt);
            return new StoreDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a version counts for one that came after ours.</summary>
    internal static bool IsNewer(long version) => version is > SchemaVersion and <= HighestPlausibleVersion;

    /// <summary>What is said of a store of such a version, by a run and by a merge.</summary>
    internal static string NewerWords(long version)
        => $"a newer version wrote it (schema {version}; this one knows up to {SchemaVersion}). Nothing in it was changed. Update first.";

    // Version 1 had another table of screening: its features, which took long, stay.
    private static void Upgrade(SqliteConnection connection, long version)
    {
        if (version == 1) Execute(connection, $"BEGIN; DROP TABLE IF EXISTS screening; {Screening}; PRAGMA user_version = {SchemaVersion}; COMMIT;");
        else if (version == 0 && Scalar(connection, "SELECT COUNT(*) FROM sqlite_master") is 0L) CreateTables(connection);
        else if (version != SchemaVersion) throw new SqliteException($"version {version} of a store was never written", Corrupt);
    }

    private static void CreateTables(SqliteConnection connection) => Execute(
        connection,
        $"""
        BEGIN;
        {string.Join(';', Tables)};
        PRAGMA user_version = {SchemaVersion};
        COMMIT;
        """);

    // SQLite calls it plainly damaged, or stumbles over a header that nobody wrote: a format it does not know, or a ban on writing.
    private static bool IsDamage(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        Corrupt or NoDatabase or Error => true,
        ReadOnly => IsWritable(path),
        _ => false,
    };

    private static bool IsWritable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string SetAside(string path)
    {
        var aside = path + ".damaged";
        File.Move(path, aside, overwrite: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        return aside;
    }

    private static WorkFolderException Explained(string path, SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            Full => $"The disk is full: '{path}' can't grow. What is in it is kept; make room, or name another folder with --work.",
            Corrupt or NoDatabase => $"The store '{path}' was damaged while it was in use. Run again: it is then set aside and begun anew.",
            _ => $"The store '{path}' can't be used: {e.Message} Name another folder with --work.",
        },
        e);

    /// <summary>Makes room for other stores' extractors; one that is there, of whatever width, stays.</summary>
    public void AddExtractors(IEnumerable<object[]> rows) => Use(() =>
    {
        using var command = Command("INSERT OR IGNORE INTO extractor (key, width) VALUES ($key, $width)");
        var (key, width) = (command.Parameters.Add("$key", SqliteType.Text), command.Parameters.Add("$width", SqliteType.Integer));
        foreach (var row in rows)
        {
            if (row is not [string, long]) continue;
            (key.Value, width.Value) = (row[0], row[1]);
            command.ExecuteNonQuery();
        }
    });

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
