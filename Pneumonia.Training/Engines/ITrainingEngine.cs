namespace Pneumonia.Training.Engines;

/// <summary>A way to train. Engines hold options only; what they learn is in the session and the network.</summary>
public interface ITrainingEngine
{
    /// <value>Its name in journals, manifests and on the command line.</value>
    string Name { get; }

    /// <summary>Whether it can run on this machine, and if not, why and what to do.</summary>
    EngineAvailability CheckAvailability();

    /// <summary>
    /// Whether it suits these images and this time, and if not, why and what to do. Asked only of an engine that can run, and only where the
    /// first that suits is taken (<see cref="EngineUse.FirstSuitable"/>).
    /// </summary>
    /// <param name="context">What it would be started with.</param>
    /// <param name="time">Time for the search, or null for no limit.</param>
    /// <param name="cancellationToken">Ends a measurement.</param>
    EngineAvailability CheckSuitability(EngineContext context, TimeSpan? time, CancellationToken cancellationToken) => EngineAvailability.Yes;

    /// <summary>Whether it can also take on this very task; asked before <see cref="StartAsync"/>. By default it can whatever it can at all.</summary>
    EngineAvailability CheckAvailability(EngineContext context) => CheckAvailability();

    /// <summary>Gets ready to run trials: extracts features, decodes images, warms up.</summary>
    Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken);
}
