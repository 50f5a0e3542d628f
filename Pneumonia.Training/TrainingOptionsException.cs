using System.Collections.Immutable;

namespace Pneumonia.Training;

/// <summary>Options break rules. All faults are listed at once.</summary>
public sealed class TrainingOptionsException : Exception
{
    /// <summary>Makes the exception.</summary>
    public TrainingOptionsException(IEnumerable<string> faults)
        : this([.. faults])
    {
    }

    private TrainingOptionsException(ImmutableArray<string> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <value>The faults, each naming option, rule and value.</value>
    public ImmutableArray<string> Faults { get; }
}
