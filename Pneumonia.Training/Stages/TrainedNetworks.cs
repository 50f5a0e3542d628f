using System.Collections.Immutable;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;

namespace Pneumonia.Training.Stages;

/// <summary>The members of an ensemble, each trained once on all training rows.</summary>
internal sealed class TrainedNetworks : IDisposable
{
    private readonly ImmutableArray<TrainedNetwork> distinct;

    private TrainedNetworks(ImmutableArray<TrainedNetwork> distinct, ImmutableArray<TrainedNetwork> members)
    {
        this.distinct = distinct;
        Members = members;
    }

    /// <value>In the order of the ensemble; one may be there several times.</value>
    public ImmutableArray<TrainedNetwork> Members { get; }

    public static TrainedNetworks Fit(EngineSessions engines, Ensemble ensemble)
    {
        var byKey = new Dictionary<string, TrainedNetwork>(StringComparer.Ordinal);
        try
        {
            foreach (var member in ensemble.Members.DistinctBy(static m => m.Settings.Key))
            {
                byKey[member.Settings.Key] = engines.ByName[member.Settings.Engine].Fit(member.Settings, CancellationToken.None);
            }
        }
        catch
        {
            foreach (var network in byKey.Values) network.Dispose();
            throw;
        }

        return new TrainedNetworks([.. byKey.Values], [.. ensemble.Members.Select(m => byKey[m.Settings.Key])]);
    }

    public void Dispose()
    {
        foreach (var network in distinct) network.Dispose();
    }
}
