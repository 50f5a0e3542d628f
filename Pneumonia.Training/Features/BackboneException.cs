namespace Pneumonia.Training.Features;

/// <summary>A backbone can't be had. The message says which, why, and what to do.</summary>
public sealed class BackboneException : Exception
{
    /// <summary>Makes the exception.</summary>
    public BackboneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
