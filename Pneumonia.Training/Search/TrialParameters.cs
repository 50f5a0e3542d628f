using System.Collections.Immutable;
using System.Globalization;

namespace Pneumonia.Training.Search;

/// <summary>The hyperparameters of a trial, by name; the values are invariant text so that they survive any journal unchanged.</summary>
public sealed class TrialParameters : IEquatable<TrialParameters>
{
    private readonly ImmutableSortedDictionary<string, string> values;

    private TrialParameters(ImmutableSortedDictionary<string, string> values) => this.values = values;

    /// <value>No parameters.</value>
    public static TrialParameters Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <value>All of them, by name.</value>
    public ImmutableSortedDictionary<string, string> Values => values;

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public string this[string name] => values.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"The trial has no parameter '{name}'; it has {string.Join(", ", values.Keys)}.");

    /// <summary>The value of a numeric parameter.</summary>
    public double Real(string name) => double.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>The value of a whole-number parameter.</summary>
    public int Whole(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>The same with one parameter set.</summary>
    public TrialParameters With(string name, string value) => new(values.SetItem(name, value));

    /// <inheritdoc cref="With(string, string)"/>
    public TrialParameters With(string name, double value) => With(name, value.ToString("G4", CultureInfo.InvariantCulture));

    /// <summary>Makes parameters from names and values.</summary>
    public static TrialParameters From(IEnumerable<KeyValuePair<string, string>> values)
        => new(values.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <inheritdoc/>
    public bool Equals(TrialParameters? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrialParameters);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>As <c>a=1 b=x</c>, in the order of the names.</summary>
    public override string ToString() => string.Join(' ', values.Select(static v => $"{v.Key}={v.Value}"));
}
