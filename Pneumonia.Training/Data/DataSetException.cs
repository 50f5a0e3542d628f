using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>Data that can't be used. The message lists every fault found, not just the first.</summary>
public sealed class DataSetException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="subject">What is at fault, such as the folder's path.</param>
    /// <param name="faults">At least one sentence; each names the thing, the rule and the value found.</param>
    /// <param name="innerException">What the operating system said, if it did.</param>
    public DataSetException(string subject, IEnumerable<string> faults, Exception? innerException = null)
        : this(subject, [.. faults], innerException)
    {
    }

    private DataSetException(string subject, ImmutableArray<string> faults, Exception? innerException)
        : base(Describe(subject, faults), innerException) => Faults = faults;

    /// <value>The faults, in the order they were found; at most 50 and a line that counts the rest.</value>
    public ImmutableArray<string> Faults { get; }

    private static string Describe(string subject, ImmutableArray<string> faults) => faults.Length == 1
        ? $"{subject} can't be used: {faults[0]}"
        : $"{subject} can't be used:{string.Concat(faults.Select(f => $"\n- {f}"))}";
}
