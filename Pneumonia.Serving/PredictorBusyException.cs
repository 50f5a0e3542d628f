namespace Pneumonia.Serving;

/// <summary>The service holds as much work as it may; the request was refused before any of it was begun.</summary>
public sealed class PredictorBusyException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which bound was reached.</param>
    /// <param name="retryAfter">When it is worth trying again.</param>
    public PredictorBusyException(string message, TimeSpan retryAfter)
        : base(message) => RetryAfter = retryAfter;

    /// <value>When it is worth trying again, from the work that is waiting; 1 second to 1 minute.</value>
    public TimeSpan RetryAfter { get; }
}
