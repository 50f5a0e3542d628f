using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Search;

/// <summary>The engines that can run here, started.</summary>
internal sealed class EngineSessions : IDisposable
{
    private EngineSessions(ImmutableSortedDictionary<string, IEngineSession> byName, ImmutableArray<DataNote> notes)
    {
        ByName = byName;
        Notes = notes;
    }

    public ImmutableSortedDictionary<string, IEngineSession> ByName { get; }

    /// <summary>Engines that were left out, and why.</summary>
    public ImmutableArray<DataNote> Notes { get; }

    public IEnumerable<SearchArm> Arms => ByName.Select(static s => new SearchArm(s.Key, s.Value.Space, s.Value.RelativeCost, s.Value.Rungs));

    /// <exception cref="EngineUnavailableException">None can run; every reason is given.</exception>
    public static async Task<EngineSessions> StartAsync(ImmutableArray<ITrainingEngine> engines, EngineContext context, CancellationToken cancellationToken)
    {
        var checks = engines.Select(e => (Engine: e, Check: e.CheckAvailability(context))).ToList();
        var left = checks.Where(static c => !c.Check.Available)
            .Select(static c => $"Engine '{c.Engine.Name}' was left out: {c.Check.Reason} {c.Check.Remedy}")
            .ToImmutableArray();
        if (left.Length == engines.Length) throw new EngineUnavailableException(string.Join(Environment.NewLine, left));

        var started = ImmutableSortedDictionary.CreateBuilder<string, IEngineSession>(StringComparer.Ordinal);
        try
        {
            foreach (var (engine, check) in checks)
            {
                if (check.Available) started[engine.Name] = await engine.StartAsync(context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            foreach (var session in started.Values) session.Dispose();
            throw;
        }

        return new EngineSessions(started.ToImmutable(), [.. left.Select(static text => new DataNote(NoteSeverity.Warning, text))]);
    }

    public void Dispose()
    {
        foreach (var session in ByName.Values) session.Dispose();
    }
}
