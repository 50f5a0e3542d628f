namespace Pneumonia.Training.Torch;

/// <summary>End-to-end training can't go on. The message says what broke which rule, and what to do.</summary>
public sealed class EndToEndException : Exception
{
    /// <summary>Makes the exception.</summary>
    public EndToEndException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
