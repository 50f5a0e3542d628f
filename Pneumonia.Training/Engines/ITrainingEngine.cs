namespace Pneumonia.Training.Engines;

/// <summary>A way to train. Engines hold options only; what they learn is in the session and the network.</summary>
public interface ITrainingEngine
{
    /// <value>Its name in journals, manifests and on the command line.</value>
    string Name { get; }

    /// <summary>Whether it can run on this machine, and if not, why and what to do.</summary>
    EngineAvailability CheckAvailability();

    /// <summary>Whether it can also take on this very task; asked before <see cref="StartAsync"/>. By default it can whatever it can at all.</summary>
    EngineAvailability CheckAvailability(EngineContext context) => CheckAvailability();

    /// <summary>Gets ready to run trials: extracts features, decodes images, warms up.</summary>
    Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken);
}
