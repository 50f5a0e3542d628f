namespace Pneumonia.Training.Synthesis;

/// <summary>A synthetic set can't be put where it should go. The message names the folder and what is in the way.</summary>
public sealed class SyntheticSetException : Exception
{
    /// <summary>Makes the exception.</summary>
    public SyntheticSetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
