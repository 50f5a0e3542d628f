using System.Globalization;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Report.Html;

/// <summary>Numbers as people read them; what is not known is a dash.</summary>
internal static class Figures
{
    public const string Unknown = "–";

    public static string Percent(double value) => double.IsFinite(value) ? value.ToString("0.0%", CultureInfo.InvariantCulture) : Unknown;

    public static string Decimal(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : Unknown;

    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Probability(float value) => value.ToString(value is > 0 and < 0.01f ? "0.00000" : "0.0000", CultureInfo.InvariantCulture);

    /// <summary>By patients where that is known, else by formula.</summary>
    public static Interval? Best(Estimate estimate)
        => estimate.Shown is { } i && double.IsFinite(i.Lower) && double.IsFinite(i.Upper) ? i : null;

    public static string PercentInterval(Estimate estimate)
        => double.IsFinite(estimate.Value) && Best(estimate) is { } i
            ? string.Create(CultureInfo.InvariantCulture, $"{i.Lower * 100:0.0} to {i.Upper:0.0%}") : "";

    public static string DecimalInterval(Estimate estimate)
        => double.IsFinite(estimate.Value) && Best(estimate) is { } i ? $"{Decimal(i.Lower)} to {Decimal(i.Upper)}" : "";

    public static string PercentWithInterval(Estimate estimate)
        => PercentInterval(estimate) is { Length: > 0 } interval ? $"{Percent(estimate.Value)} ({interval})" : Percent(estimate.Value);
}
