using System.Globalization;
using System.Text;

namespace Pneumonia.Training.Report.Cards;

/// <summary>What the parts of a card share.</summary>
internal static class CardText
{
    public const string Gap = "_not known to the tool: to be filled in by whoever uses the model_";

    /// <summary>A foreign name as plain text: no table is broken by it, no mark-up or HTML begins in it.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsControl(c)) plain.Append(' ');
            else if (c == '<') plain.Append("&lt;");
            else if (c == '&') plain.Append("&amp;");
            else if ("\\`*_[]|#".Contains(c, StringComparison.Ordinal)) plain.Append('\\').Append(c);
            else plain.Append(c);
        }

        return plain.ToString();
    }

    public static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "undefined";

    public static string Number(float value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Share(double value) => (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
