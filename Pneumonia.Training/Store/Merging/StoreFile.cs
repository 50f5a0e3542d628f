using Microsoft.Data.Sqlite;

namespace Pneumonia.Training.Store.Merging;

/// <summary>
/// A store that is only read: a file of somebody else's, which is neither mended nor set aside nor begun anew. What is not sound is refused.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const string Name = "store.db";

    private readonly FileStream? ownership;

    private StoreFile(string path, FileStream? ownership, SqliteConnection connection, long schema)
    {
        Path = path;
        this.ownership = ownership;
        Connection = connection;
        Schema = schema;
    }

    public string Path { get; }

    public SqliteConnection Connection { get; }

    /// <value>1, whose screening is another's, or <see cref="StoreDatabase.SchemaVersion"/>.</value>
    public long Schema { get; }

    /// <summary>The file that is meant: itself, or the one in a work folder.</summary>
    public static string Locate(string path) => System.IO.Path.GetFullPath(Directory.Exists(path) ? System.IO.Path.Combine(path, Name) : path);

    /// <summary>Opens a store while nobody else has its folder.</summary>
    /// <param name="file">As <see cref="Locate"/> gave it.</param>
    /// <param name="check">Whether all its pages are read and checked first.</param>
    /// <exception cref="StoreFileException">It is missing, in use, no store, damaged, or of a newer schema.</exception>
    public static StoreFile Open(string file, bool check = true)
    {
        if (!File.Exists(file)) throw Fault(file, "there is no such store.");
        var ownership = Own(file);
        try
        {
            return Open(file, ownership, check);
        }
        catch
        {
            ownership?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        ownership?.Dispose();
    }

    /// <summary>Goes through rows; a value that was never written is <see cref="DBNull"/>.</summary>
    /// <exception cref="StoreFileException">The file turned out to be damaged.</exception>
    public IEnumerable<object[]> Rows(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        using var reader = Guarded(Path, command.ExecuteReader);
        while (Guarded(Path, reader.Read))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }

    private static StoreFile Open(string file, FileStream? ownership, bool check)
    {
        var connection = new SqliteConnection(ConnectionTo(file));
        try
        {
            Guarded(file, () =>
            {
                connection.Open();
                return true;
            });
            var schema = Guarded(file, () => Scalar(connection, "PRAGMA user_version")) as long? ?? 0;
            if (StoreDatabase.IsNewer(schema)) throw Fault(file, StoreDatabase.NewerWords(schema));
            if (schema is < 1 or > StoreDatabase.SchemaVersion) throw Fault(file, "it is a database, but no store.");
            var store = new StoreFile(file, ownership, connection, schema);
            store.RequireSound(check);
            return store;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void RequireSound(bool check)
    {
        // The screening of schema 1 had other columns; it is not read.
        var found = Rows("SELECT sql FROM sqlite_master WHERE type = 'table' ORDER BY name").Select(static row => row[0] as string).ToArray();
        var same = found.SequenceEqual(StoreDatabase.Tables) || (Schema == 1 && StoreDatabase.Tables.Except(found).Count() == 1);
        if (!same) throw Fault(Path, "its tables are other than a store's: it is damaged, or something else.");
        if (check && Guarded(Path, () => Scalar(Connection, "PRAGMA integrity_check(1)")) is not "ok") throw Fault(Path, "it is damaged (integrity check failed).");
    }

    // A store without an open journal is read as it lies, which leaves no trace and needs no right to write.
    private static string ConnectionTo(string file)
    {
        var journal = new FileInfo(file + "-wal");
        var source = journal is { Exists: true, Length: > 0 } ? file : UriOf(file) + "?immutable=1";
        return new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString();
    }

    private static string UriOf(string file)
    {
        var parts = file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString);
        var joined = string.Join('/', parts);
        return joined.StartsWith('/') ? "file:" + joined : "file:///" + joined.Replace("%3A", ":", StringComparison.Ordinal);
    }

    // A run that writes holds the file 'lock' beside its store; a store that was copied somewhere has none.
    private static FileStream? Own(string file)
    {
        var held = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, WorkFolder.LockName);
        try
        {
            return System.IO.Path.GetFileName(file) == Name && File.Exists(held) ? new FileStream(held, FileMode.Open, FileAccess.Read, FileShare.None, 1) : null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException e)
        {
            throw new StoreFileException([$"The store '{file}' can't be read: a run holds its work folder, or it is the very folder that is merged into."], e);
        }
    }

    private static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw new StoreFileException([$"The store '{file}' can't be read: it is damaged, no store, or lies where its journal '{System.IO.Path.GetFileName(file)}-wal' can't be opened ({e.Message})."], e);
        }
    }

    private static StoreFileException Fault(string file, string fault) => new([$"The store '{file}' can't be read: {fault}"]);

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
