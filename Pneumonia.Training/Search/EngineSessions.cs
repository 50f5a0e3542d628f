using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Search;

/// <summary>The engines that run, started.</summary>
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
    public static async Task<EngineSessions> StartAsync(TrainingOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        var chosen = Choose(options, context, left, cancellationToken);
        if (chosen.Count == 0) throw new EngineUnavailableException(string.Join(Environment.NewLine, left));

        var started = ImmutableSortedDictionary.CreateBuilder<string, IEngineSession>(StringComparer.Ordinal);
        try
        {
            foreach (var engine in chosen) started[engine.Name] = await engine.StartAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            foreach (var session in started.Values) session.Dispose();
            throw;
        }

        return new EngineSessions(started.ToImmutable(), [.. left.Select(static text => new DataNote(NoteSeverity.Warning, text))]);
    }

    /// <inheritdoc cref="IEngineSession.Complete"/>
    public void Complete()
    {
        foreach (var session in ByName.Values) session.Complete();
    }

    public void Dispose()
    {
        foreach (var session in ByName.Values) session.Dispose();
    }

    private static List<ITrainingEngine> Choose(TrainingOptions options, EngineContext context, List<string> left, CancellationToken cancellationToken)
    {
        var first = options.EngineUse == EngineUse.FirstSuitable;
        var chosen = new List<ITrainingEngine>();
        foreach (var engine in options.Engines)
        {
            var check = engine.CheckAvailability(context);
            if (first && check.Available) check = engine.CheckSuitability(context, options.Budget.Time, cancellationToken);
            if (!check.Available)
            {
                left.Add($"Engine '{engine.Name}' was left out: {check.Reason} {check.Remedy}");
                continue;
            }

            chosen.Add(engine);
            if (first) break;
        }

        return chosen;
    }
}
