namespace Pneumonia.Training.Search;

/// <summary>No trial ended well, so there is no model; the message says why.</summary>
/// <param name="message">Why, in words.</param>
/// <param name="end">Why the search ended.</param>
/// <param name="innerException">What lies behind it, if anything does.</param>
public sealed class SearchException(string message, SearchEnd end, Exception? innerException = null) : Exception(message, innerException)
{
    /// <value>Why the search ended.</value>
    public SearchEnd End { get; } = end;
}
