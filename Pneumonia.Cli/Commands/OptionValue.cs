using System.CommandLine.Parsing;
using System.Globalization;
using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary>
/// How the values of options are read. Each reader checks its range too, so that one look at the command line finds every fault, and each
/// fault names option, rule and value.
/// </summary>
internal static class OptionValue
{
    /// <summary>A whole number between two others, both inclusive.</summary>
    public static Func<ArgumentResult, int> Whole(int low = int.MinValue, int high = int.MaxValue)
    {
        var rule = (low, high) switch
        {
            (int.MinValue, int.MaxValue) => "be a whole number",
            (_, int.MaxValue) => $"be a whole number of at least {low}",
            _ => $"be a whole number in {low}…{high}",
        };
        return result => Read(
            result, rule, text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= low && n <= high ? n : (int?)null) ?? low;
    }

    /// <summary>The same, where the option may be left out.</summary>
    public static Func<ArgumentResult, int?> OptionalWhole(int low = int.MinValue, int high = int.MaxValue) => result => Whole(low, high)(result);

    /// <summary>A number that keeps a rule.</summary>
    /// <param name="rule">As it goes on after "must".</param>
    /// <param name="fits">The same in code.</param>
    public static Func<ArgumentResult, double> Real(string rule, Func<double, bool> fits)
        => result => Read(
            result, rule, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && fits(x) ? x : (double?)null) ?? double.NaN;

    /// <summary>The same, where the option may be left out.</summary>
    public static Func<ArgumentResult, double?> OptionalReal(string rule, Func<double, bool> fits) => result => Real(rule, fits)(result);

    /// <summary>A time above 0: <c>hh:mm:ss</c>, or a number with its unit, such as <c>90s</c>, <c>30m</c> or <c>2h</c>. A bare number is days to .NET: refused.</summary>
    public static TimeSpan? Time(ArgumentResult result)
        => Read<TimeSpan>(result, "be a time above 0 as hh:mm:ss, or a number with s, m or h (90s, 30m, 2h)", static text => ReadTime(text) is { } t && t > TimeSpan.Zero ? t : null);

    /// <summary>One of a few names, in any case.</summary>
    public static Func<ArgumentResult, string?> OneOf(IEnumerable<string> words) => result =>
    {
        var text = result.Tokens[0].Value;
        if (words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } word) return word;
        result.AddError($"{Name(result)} must be one of {string.Join(", ", words)}; it is '{text}'.");
        return null;
    };

    /// <summary>The name of a patient rule, or a regular expression.</summary>
    public static PatientRule? Patients(ArgumentResult result)
    {
        try
        {
            return PatientRule.Parse(result.Tokens[0].Value);
        }
        catch (ArgumentException e)
        {
            // Without .NET's "(Parameter 'pattern')" after it.
            result.AddError($"{Name(result)}: {e.Message.Split(" (Parameter", 2)[0]}");
            return null;
        }
    }

    /// <summary>Text that isn't empty.</summary>
    public static string? Text(ArgumentResult result)
    {
        if (!string.IsNullOrWhiteSpace(result.Tokens[0].Value)) return result.Tokens[0].Value;
        result.AddError($"{Name(result)} must not be empty.");
        return null;
    }

    private static T? Read<T>(ArgumentResult result, string rule, Func<string, T?> read)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        if (read(text) is { } value) return value;
        result.AddError($"{Name(result)} must {rule}; it is '{text}'.");
        return null;
    }

    private static TimeSpan? ReadTime(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (text.Contains(':')) return TimeSpan.TryParse(text, culture, out var time) ? time : null;
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, culture, out var n) || n > 1e6) return null;
        return char.ToLowerInvariant(text[^1]) switch
        {
            's' => TimeSpan.FromSeconds(n),
            'm' => TimeSpan.FromMinutes(n),
            'h' => TimeSpan.FromHours(n),
            _ => null,
        };
    }

    private static string Name(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
