namespace Pneumonia.Training.Engines;

/// <summary>Whether an engine can run here.</summary>
/// <param name="Available">Whether it can.</param>
/// <param name="Reason">Why not; null when it can.</param>
/// <param name="Remedy">What would help; null when it can.</param>
public sealed record EngineAvailability(bool Available, string? Reason = null, string? Remedy = null)
{
    /// <value>It can.</value>
    public static EngineAvailability Yes { get; } = new(true);

    /// <summary>It can't.</summary>
    public static EngineAvailability No(string reason, string remedy) => new(false, reason, remedy);
}
