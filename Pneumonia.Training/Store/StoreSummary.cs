using System.Collections.Immutable;
using Pneumonia.Training.Store.Merging;

namespace Pneumonia.Training.Store;

/// <summary>What a store holds, after every row was read and checked.</summary>
/// <param name="Path">Full path of its file.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Extractors">In the order of their keys.</param>
/// <param name="Screened">Images that screening has looked at, counted once for every recipe.</param>
/// <param name="Trials">Journal rows.</param>
/// <param name="Runs">Runs that these belong to.</param>
/// <param name="Damaged">Rows that are not as they were written: they count as missing.</param>
public sealed record StoreSummary(
    string Path, long Bytes, ImmutableArray<StoredExtractor> Extractors, long Screened, long Trials, long Runs, long Damaged)
{
    /// <summary>Reads a store; changes nothing.</summary>
    /// <param name="path">A work folder, or a file <c>store.db</c>.</param>
    /// <exception cref="StoreFileException">It is missing, in use, damaged, no store, or of a newer schema.</exception>
    public static StoreSummary Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var store = StoreFile.Open(StoreFile.Locate(path));
        var vectors = store.Rows("SELECT key, width FROM extractor ORDER BY key").ToDictionary(static row => (row[0], row[1]), static _ => 0L);
        var runs = new HashSet<object>();
        var (screened, trials, damaged) = (0L, 0L, 0L);
        void Count(MergedTable table, Action<object[]> sound)
        {
            foreach (var row in store.Rows(table.Select))
            {
                if (table.IsSound(row)) sound(row);
                else damaged++;
            }
        }

        Count(MergedTable.Features, row => vectors[(row[0], row[1])]++);
        if (store.Schema == StoreDatabase.SchemaVersion) Count(MergedTable.Screening, _ => screened++);
        Count(MergedTable.Trials, row =>
        {
            trials++;
            runs.Add(row[0]);
        });
        return new StoreSummary(
            store.Path,
            new FileInfo(store.Path).Length,
            [.. vectors.Select(static e => new StoredExtractor($"{e.Key.Item1}", e.Key.Item2 as long? ?? 0, e.Value))],
            screened,
            trials,
            runs.Count,
            damaged);
    }
}
