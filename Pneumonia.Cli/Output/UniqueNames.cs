using Microsoft.Data.Sqlite;

namespace Pneumonia.Cli.Output;

/// <summary>
/// Hands out names, each once, upper and lower case being the same: <c>NAME</c>, then <c>NAME-2</c>. They are kept in a nameless database, which goes
/// to disk where it outgrows its cache of some megabytes, and is gone when it is closed: a million names take no more memory than a thousand.
/// </summary>
internal sealed class UniqueNames : IDisposable
{
    private const int FirstNumber = 2;

    private readonly SqliteConnection connection = new("Data Source=;Pooling=False");
    private readonly SqliteCommand take;
    private readonly SqliteCommand find;
    private readonly SqliteCommand raise;

    public UniqueNames()
    {
        connection.Open();
        // What a kill leaves half written is gone anyway.
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        Execute("CREATE TABLE taken (name TEXT NOT NULL PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID");
        take = Command($"INSERT OR IGNORE INTO taken (name, next) VALUES ($name, {FirstNumber})", "$name");
        find = Command("SELECT next FROM taken WHERE name = $name", "$name");
        raise = Command("UPDATE taken SET next = $next WHERE name = $name", "$name", "$next");
    }

    /// <summary>The name itself, or the first number after it that is free.</summary>
    public string Take(string name)
    {
        if (TryTake(name)) return name;
        find.Parameters[0].Value = Key(name);
        var number = (long)find.ExecuteScalar()!;
        while (!TryTake($"{name}-{number}")) number++;
        (raise.Parameters[0].Value, raise.Parameters[1].Value) = (Key(name), number + 1);
        raise.ExecuteNonQuery();
        return $"{name}-{number}";
    }

    public void Dispose()
    {
        take.Dispose();
        find.Dispose();
        raise.Dispose();
        connection.Dispose();
    }

    private bool TryTake(string name)
    {
        take.Parameters[0].Value = Key(name);
        return take.ExecuteNonQuery() > 0;
    }

    private static string Key(string name) => name.ToUpperInvariant();

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
