namespace Pneumonia.Training.Store;

/// <summary>The work folder can't be used; the message says why and what to do.</summary>
public sealed class WorkFolderException(string message, Exception? innerException = null) : Exception(message, innerException);
