namespace Pneumonia.Training.Synthesis;

/// <summary>Collects what is wrong with options, to say it all at once.</summary>
internal sealed class OptionFaults
{
    private readonly List<string> _faults = [];

    public void Check(bool fits, string name, string rule, double found)
    {
        if (!fits) _faults.Add(FormattableString.Invariant($"{name} must {rule}; found {found}."));
    }

    public void ThrowIfAny(string opening, string parameter)
    {
        if (_faults.Count > 0) throw new ArgumentException($"{opening} {string.Join(" ", _faults)}", parameter);
    }
}
