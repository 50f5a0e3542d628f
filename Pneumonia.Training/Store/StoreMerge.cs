using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Store.Merging;

namespace Pneumonia.Training.Store;

/// <summary>
/// Joins stores that were filled apart: features, screening and trials. What is there stays; merging again, or after a kill, changes nothing
/// that was merged. Sources are only read, and no row is believed whose checksum does not fit.
/// </summary>
public static class StoreMerge
{
    /// <summary>Brings the rows of all sources into one work folder.</summary>
    /// <param name="sources">Work folders, or files <c>store.db</c>; at least one.</param>
    /// <param name="into">The work folder; made where it is missing.</param>
    /// <param name="progress">Told of each source when it is done.</param>
    /// <param name="cancellationToken">Ends it between transactions; what is merged is kept.</param>
    /// <returns>One a source, in their order.</returns>
    /// <exception cref="StoreFileException">A source is missing, in use, damaged, of a newer schema or the target itself; all faults are listed, and nothing was merged.</exception>
    /// <exception cref="WorkFolderException">The target is in use, can't be written, or is of a newer schema.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<MergedStore> Run(
        IEnumerable<string> sources, string into, IProgress<MergedStore>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentException.ThrowIfNullOrWhiteSpace(into);
        string[] files = [.. sources.Select(StoreFile.Locate).Distinct(StringComparer.Ordinal)];
        if (files.Length == 0) throw new ArgumentException("At least one source is needed.", nameof(sources));

        // Held while sources are looked at, so that the folder is known for a source by whatever name; but not made for sources that are of no use.
        using var held = Directory.Exists(into) ? WorkFolder.Open(into) : null;
        RequireSound(files, StoreFile.Locate(into), cancellationToken);
        using var work = held ?? WorkFolder.Open(into);
        try
        {
            string? aside = null;
            using var target = StoreDatabase.Open(work.StorePath, path => aside = path);
            ImmutableArray<DataNote> notes = aside is null ? [] : [DataNote.Warning($"The store that was merged into was damaged and set aside as '{aside}'.")];
            var merged = ImmutableArray.CreateBuilder<MergedStore>(files.Length);
            foreach (var file in files)
            {
                var one = Merge(file, target, merged.Count == 0 ? notes : [], cancellationToken);
                merged.Add(one);
                progress?.Report(one);
            }

            return merged.MoveToImmutable();
        }
        catch (Exception e) when (WorkFolderException.Of(e, work) is { } fault)
        {
            throw fault;
        }
    }

    // All of them before anything is written, each closed again: a thousand shards are more files than a process may hold open.
    private static void RequireSound(string[] files, string target, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file == target)
            {
                faults.Add($"The store '{file}' can't be merged into itself.");
                continue;
            }

            try
            {
                StoreFile.Open(file).Dispose();
            }
            catch (StoreFileException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        if (faults.Count > 0) throw new StoreFileException([.. faults, "Nothing was merged."]);
    }

    private static MergedStore Merge(string file, StoreDatabase target, ImmutableArray<DataNote> before, CancellationToken cancellationToken)
    {
        using var source = StoreFile.Open(file, check: false);
        target.AddExtractors(source.Rows("SELECT key, width FROM extractor"));
        var features = new TableMerge(MergedTable.Features, target, file);
        var screening = new TableMerge(MergedTable.Screening, target, file);
        var trials = new TableMerge(MergedTable.Trials, target, file);
        var old = source.Schema < StoreDatabase.SchemaVersion;
        var vectors = features.Run(source.Rows(MergedTable.Features.Select), cancellationToken);
        var seen = old ? MergedRows.None : screening.Run(source.Rows(MergedTable.Screening.Select), cancellationToken);
        var tried = trials.Run(source.Rows(MergedTable.Trials.Select), cancellationToken);
        ImmutableArray<DataNote> notes = [.. before, .. features.Notes, .. screening.Notes, .. trials.Notes];
        if (old) notes = notes.Add(DataNote.Info($"'{file}' is of schema {source.Schema}: its screening was left out, and will be done again."));
        return new MergedStore(file, vectors, seen, tried, notes);
    }
}
