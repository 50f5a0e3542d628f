using Microsoft.Data.Sqlite;

namespace Pneumonia.Training.Store;

/// <summary>The work folder can't be used; the message says why and what to do.</summary>
public sealed class WorkFolderException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    // What SQLite calls a disk without room.
    private const int Full = 13;

    /// <summary>A fault of the store in words, also where workers hit it side by side; null where the exception is about something else.</summary>
    internal static WorkFolderException? Of(Exception e, WorkFolder folder) => e switch
    {
        SqliteException { SqliteErrorCode: Full } => new($"The disk that holds the work folder '{folder.Path}' is full. What is computed so far is kept there: make room, or name another folder with --work.", e),
        SqliteException s => new($"The store in the work folder '{folder.Path}' can't be used: {s.Message} What is computed so far is kept there.", e),
        AggregateException a => a.Flatten().InnerExceptions.Select(inner => Of(inner, folder)).FirstOrDefault(static found => found is not null),
        _ => null,
    };
}
