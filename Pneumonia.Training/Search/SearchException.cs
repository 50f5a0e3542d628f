namespace Pneumonia.Training.Search;

/// <summary>No trial ended well, so there is no model; the message says why.</summary>
public sealed class SearchException(string message, Exception? innerException = null) : Exception(message, innerException);
