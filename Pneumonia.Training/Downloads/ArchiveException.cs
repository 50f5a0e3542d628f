namespace Pneumonia.Training.Downloads;

/// <summary>An archive was refused, or can't be put where it should go. The message names the entry, the rule and the value found.</summary>
public sealed class ArchiveException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ArchiveException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
