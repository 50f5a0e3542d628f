using System.Globalization;
using Pneumonia.Benchmarks.Measuring;

namespace Pneumonia.Benchmarks.All;

/// <summary>One line of the table: what, beside its limit and beside plain ML.NET. Ratios are of speeds: above 1, ours is the faster.</summary>
internal sealed record Row(string What, string Ours, string Limit, string OfLimit, string Peer, string TimesPeer)
{
    private const string None = "–";

    /// <summary>A line of what was measured in turns.</summary>
    /// <param name="what">What is measured.</param>
    /// <param name="turns">Ours is the first contender.</param>
    /// <param name="limit">Name of the contender that can't be beaten; null where there is none.</param>
    /// <param name="peer">Name of the contender that a user would write; null where there is none.</param>
    /// <param name="unit">What a rate counts, such as <c>images/s</c>; or <c>ms</c> for the time of one.</param>
    public static Row Of(string what, Turns turns, string? limit, string? peer, string unit) => Of(what, turns, limit, peer, unit, static f => f.Rate);

    /// <summary>The same by processor time.</summary>
    public static Row OfProcessor(string what, Turns turns, string? limit, string? peer, string unit) => Of(what, turns, limit, peer, unit, static f => f.PerProcessorSecond);

    /// <summary>A line of what BenchmarkDotNet measured: seconds of the benchmarks Ours, Bare and Stock, each for so many.</summary>
    public static Row OfSeconds(string what, IReadOnlyDictionary<string, double> seconds, int count, string limit, string peer)
    {
        string Value(string name) => $"{Number(1000 * seconds[name] / count)} ms";
        string Times(string name) => FormattableString.Invariant($"{seconds[name] / seconds["Ours"]:0.00}");
        return new(what, Value("Ours"), $"{limit}: {Value("Bare")}", Times("Bare"), $"{peer}: {Value("Stock")}", Times("Stock"));
    }

    /// <summary>A line of sizes, of which the smaller is the better: its ratios are theirs over ours, so that above 1 is good here too.</summary>
    public static Row OfSize(string what, Turns turns, string limit, string peer, Func<Figures, double> size, string unit)
    {
        string Value(string name) => FormattableString.Invariant($"{turns.Median(name, size):0} {unit}");
        string Times(string name) => FormattableString.Invariant($"{turns.Ratio(name, turns.Names[0], size):0.00}");
        return new(what, Value(turns.Names[0]), $"{limit}: {Value(limit)}", Times(limit), $"{peer}: {Value(peer)}", Times(peer));
    }

    /// <summary>A line that says why nothing was measured.</summary>
    public static Row Skipped(string what, string why) => new(what, $"skipped: {why}", None, None, None, None);

    public override string ToString() => $"| {What} | {Ours} | {Limit} | {OfLimit} | {Peer} | {TimesPeer} |";

    private static Row Of(string what, Turns turns, string? limit, string? peer, string unit, Func<Figures, double> rate)
    {
        var ours = turns.Names[0];
        string Value(string name) => Number(unit == "ms" ? 1000 / turns.Median(name, rate) : turns.Median(name, rate)) + " " + unit;
        string Times(string? name) => name is null ? None : FormattableString.Invariant($"{turns.Ratio(ours, name, rate):0.00}");
        string Beside(string? name) => name is null ? None : $"{name}: {Value(name)}";
        return new Row(what, Value(ours), Beside(limit), Times(limit), Beside(peer), Times(peer));
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : "0.#", CultureInfo.InvariantCulture);
}
