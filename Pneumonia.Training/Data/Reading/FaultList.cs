namespace Pneumonia.Training.Data.Reading;

/// <summary>Collects every fault, keeps the first fifty and counts the rest.</summary>
internal sealed class FaultList(string subject)
{
    private const int Kept = 50;
    private readonly List<string> faults = [];
    private int left;

    public bool Any => faults.Count > 0;

    public void Add(string fault)
    {
        if (faults.Count < Kept)
            faults.Add(fault);
        else
            left++;
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw ToException();
    }

    /// <summary>A fault after which there is nothing left to look at; thrown with those found before.</summary>
    public DataSetException Fatal(string fault, Exception? cause = null)
    {
        Add(fault);
        return ToException(cause);
    }

    private DataSetException ToException(Exception? cause = null)
        => new(subject, left == 0 ? faults : [.. faults, $"and {left} more."], cause);
}
