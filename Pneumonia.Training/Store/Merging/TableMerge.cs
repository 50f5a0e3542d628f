using Microsoft.Data.Sqlite;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Store.Merging;

/// <summary>Brings the rows of one kind from a source into the target, some thousands a transaction: killed at any moment, whole rows are there.</summary>
internal sealed class TableMerge(MergedTable table, StoreDatabase target, string source)
{
    private const int Batch = 4096;
    private const int Named = 5;

    private readonly List<string> contradictions = [];
    private readonly List<string> damages = [];
    private MergedRows counts = MergedRows.None;

    public MergedRows Run(IEnumerable<object[]> rows, CancellationToken cancellationToken)
    {
        foreach (var batch in rows.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Use(() => Merge(batch));
        }

        return counts;
    }

    /// <value>What was not taken.</value>
    public IEnumerable<DataNote> Notes
    {
        get
        {
            if (counts.Contradicting > 0) yield return Note(counts.Contradicting, "already there with other bytes, which stay", contradictions);
            if (counts.Damaged > 0) yield return Note(counts.Damaged, "damaged and left out", damages);
        }
    }

    private void Merge(object[][] batch)
    {
        using var transaction = target.Connection.BeginTransaction();
        using var find = Command(table.Find, transaction);
        using var write = Command(table.Write, transaction);
        foreach (var row in batch) Merge(row, find, write);
        transaction.Commit();
    }

    private void Merge(object[] row, SqliteCommand find, SqliteCommand write)
    {
        if (!table.IsSound(row))
        {
            counts = counts with { Damaged = counts.Damaged + 1 };
            Keep(damages, table.Describe(row));
            return;
        }

        var known = Find(find, row);
        if (known is null || !table.IsSound(known))
        {
            Bind(write, row);
            if (write.ExecuteNonQuery() > 0) counts = known is null ? counts with { Added = counts.Added + 1 } : counts with { Mended = counts.Mended + 1 };
            else Contradict(table.Describe(row) + ", which has another width there");
        }
        else if (row.AsSpan(table.Keys).SequenceEqual(known.AsSpan(table.Keys), SameBytes.Instance))
        {
            counts = counts with { Known = counts.Known + 1 };
        }
        else
        {
            Contradict(table.Describe(row));
        }
    }

    private void Contradict(string what)
    {
        counts = counts with { Contradicting = counts.Contradicting + 1 };
        Keep(contradictions, what);
    }

    /// <returns>The whole row of the target, null where there is none.</returns>
    private object[]? Find(SqliteCommand find, object[] row)
    {
        Bind(find, row.AsSpan(0, table.Keys));
        using var reader = find.ExecuteReader();
        if (!reader.Read()) return null;
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return [.. row[..table.Keys], .. values];
    }

    private SqliteCommand Command(string sql, SqliteTransaction transaction)
    {
        var command = target.Command(sql);
        command.Transaction = transaction;
        return command;
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<object> values)
    {
        command.Parameters.Clear();
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
    }

    private DataNote Note(long count, string what, List<string> first) => DataNote.Warning(
        $"{Show.Quoted(source)}: {Show.Count(count, table.Kind)} {(count == 1 ? "is" : "are")} {what}: {string.Join("; ", first.Select(Show.Plain))}{(count > first.Count ? $"; and {count - first.Count} more" : "")}.");

    private static void Keep(List<string> names, string name)
    {
        if (names.Count < Named) names.Add(name);
    }

    private sealed class SameBytes : IEqualityComparer<object>
    {
        public static SameBytes Instance { get; } = new();

        public new bool Equals(object? x, object? y) => x is byte[] a && y is byte[] b ? a.AsSpan().SequenceEqual(b) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj.GetHashCode();
    }
}
