using System.Collections.Immutable;

namespace Pneumonia.Training.Store;

/// <summary>Stores that can't be read or joined. The message lists every fault found, not just the first.</summary>
public sealed class StoreFileException : Exception
{
    internal StoreFileException(IEnumerable<string> faults, Exception? innerException = null)
        : this([.. faults], innerException)
    {
    }

    private StoreFileException(ImmutableArray<string> faults, Exception? innerException)
        : base(string.Join('\n', faults), innerException) => Faults = faults;

    /// <value>Each names the store, the rule and what was found.</value>
    public ImmutableArray<string> Faults { get; }
}
