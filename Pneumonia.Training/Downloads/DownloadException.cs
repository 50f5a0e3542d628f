using System.Globalization;
using System.Text;

namespace Pneumonia.Training.Downloads;

/// <summary>One try at one mirror, and why it failed.</summary>
/// <param name="Mirror">The address asked.</param>
/// <param name="Number">Counts from 1 within the mirror.</param>
/// <param name="Reason">What went wrong, in words.</param>
public sealed record DownloadAttempt(Uri Mirror, int Number, string Reason);

/// <summary>A file could not be fetched. The message lists every attempt.</summary>
public sealed class DownloadException : Exception
{
    /// <summary>Makes the exception.</summary>
    public DownloadException(string message, IReadOnlyList<DownloadAttempt> attempts, Exception? innerException = null)
        : base(Describe(message, attempts), innerException) => Attempts = attempts;

    /// <value>Every attempt in order; empty where the request itself was refused.</value>
    public IReadOnlyList<DownloadAttempt> Attempts { get; }

    private static string Describe(string message, IReadOnlyList<DownloadAttempt> attempts)
    {
        var text = new StringBuilder(message);
        foreach (var attempt in attempts)
            text.Append(CultureInfo.InvariantCulture, $"\n  {attempt.Mirror}, attempt {attempt.Number}: {attempt.Reason}");
        return text.ToString();
    }
}
