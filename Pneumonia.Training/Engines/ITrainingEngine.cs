namespace Pneumonia.Training.Engines;

/// <summary>A way to train. Engines hold options only; what they learn is in the session and the network.</summary>
public interface ITrainingEngine
{
    /// <value>Its name in journals, manifests and on the command line.</value>
    string Name { get; }

    /// <summary>Whether it can run on this machine and for this task, and if not, why and what to do.</summary>
    EngineAvailability CheckAvailability();

    /// <summary>Gets ready to run trials: extracts features, decodes images, warms up.</summary>
    Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken);
}
