using System.Collections.Immutable;
using System.Globalization;

namespace Pneumonia.Training.Search;

/// <summary>The values one parameter may take.</summary>
public abstract record ParameterRange
{
    private ParameterRange()
    {
    }

    /// <summary>The value at a coordinate of the unit interval [0, 1).</summary>
    public abstract string At(double unit);

    /// <summary>The coordinate of a value, in [0, 1).</summary>
    public abstract double UnitOf(string value);

    /// <summary>One of a few names.</summary>
    /// <param name="Values">The names, the cheapest first.</param>
    public sealed record Choice(ImmutableArray<string> Values) : ParameterRange
    {
        /// <inheritdoc/>
        public override string At(double unit) => Values[Math.Min((int)(unit * Values.Length), Values.Length - 1)];

        /// <inheritdoc/>
        public override double UnitOf(string value) => (Math.Max(0, Values.IndexOf(value)) + 0.5) / Values.Length;
    }

    /// <summary>A real number, both ends inclusive.</summary>
    /// <param name="Low">Smallest value; above 0 where <paramref name="Logarithmic"/>.</param>
    /// <param name="High">Largest value.</param>
    /// <param name="Logarithmic">Whether equal ratios, not equal differences, are equally likely.</param>
    public sealed record Real(double Low, double High, bool Logarithmic = false) : ParameterRange
    {
        /// <inheritdoc/>
        public override string At(double unit)
        {
            var value = Logarithmic ? Low * Math.Pow(High / Low, unit) : Low + ((High - Low) * unit);
            // Four digits: a trial's name stays readable, and no search needs more. Where they would leave the range, its end.
            var text = value.ToString("G4", CultureInfo.InvariantCulture);
            var rounded = double.Parse(text, CultureInfo.InvariantCulture);
            return rounded >= Low && rounded <= High ? text : (rounded < Low ? Low : High).ToString("R", CultureInfo.InvariantCulture);
        }

        /// <inheritdoc/>
        public override double UnitOf(string value)
        {
            if (Low == High) return 0;
            var v = Math.Clamp(double.Parse(value, CultureInfo.InvariantCulture), Low, High);
            var unit = Logarithmic ? Math.Log(v / Low) / Math.Log(High / Low) : (v - Low) / (High - Low);
            return Math.Min(unit, 1 - 1e-9);
        }
    }

    /// <summary>A whole number, both ends inclusive.</summary>
    /// <param name="Low">Smallest value.</param>
    /// <param name="High">Largest value.</param>
    /// <param name="Step">Distance between values; at least 1.</param>
    public sealed record Whole(int Low, int High, int Step = 1) : ParameterRange
    {
        private int Count => ((High - Low) / Step) + 1;

        /// <inheritdoc/>
        public override string At(double unit) => (Low + (Step * Math.Min((int)(unit * Count), Count - 1))).ToString(CultureInfo.InvariantCulture);

        /// <inheritdoc/>
        public override double UnitOf(string value) => (((int.Parse(value, CultureInfo.InvariantCulture) - Low) / Step) + 0.5) / Count;
    }
}
