using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Pneumonia.Training.Report.Html;

/// <summary>A tree of elements as HTML text that is well-formed XML as well.</summary>
internal static class HtmlText
{
    private static readonly ImmutableHashSet<string> Void = ["meta", "br", "img", "hr"];

    public static string Write(XElement html)
    {
        foreach (var element in html.DescendantsAndSelf())
        {
            // HTML takes <td/> for an open tag.
            if (element.IsEmpty && !Void.Contains(element.Name.LocalName)) element.Add("");
            foreach (var attribute in element.Attributes()) attribute.Value = Clean(attribute.Value);
        }

        foreach (var text in html.DescendantNodes().OfType<XText>()) text.Value = Clean(text.Value);
        return "<!DOCTYPE html>\n" + html.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>Control characters and broken surrogates, which a file name may hold and no XML may, become U+FFFD.</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var pair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (pair || XmlConvert.IsXmlChar(text[i]))
            {
                clean?.Append(text, i, pair ? 2 : 1);
                i += pair ? 1 : 0;
                continue;
            }

            clean ??= new StringBuilder(text, 0, i, text.Length);
            clean.Append('\uFFFD');
        }

        return clean?.ToString() ?? text;
    }
}
