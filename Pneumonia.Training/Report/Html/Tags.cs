using System.Xml.Linq;

namespace Pneumonia.Training.Report.Html;

/// <summary>Elements as a tree: text is encoded by construction, whatever name a class or file has.</summary>
internal static class Tags
{
    public static XElement El(string name, params object?[] content) => new(name, content);

    public static XElement P(params object?[] content) => El("p", content);

    public static XElement Div(string @class, params object?[] content) => El("div", [Class(@class), .. content]);

    public static XElement Badge(bool good, string text) => El("span", Class(good ? "badge good" : "badge bad"), text);

    public static XElement Note(string text) => P(Class("note"), text);

    public static XElement Warning(params object?[] content) => Div("warning", content);

    public static XAttribute Class(string name) => Attribute("class", name);

    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>A table that scrolls by itself where the page is narrow.</summary>
    /// <param name="head">Column heads; one that starts with "#" holds numbers, aligned to the right.</param>
    /// <param name="rows">Cells: text or elements.</param>
    public static XElement Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object?>> rows)
    {
        bool IsNumber(int column) => column < head.Count && head[column].StartsWith('#');
        XAttribute? Align(int column) => IsNumber(column) ? Class("n") : null;
        return Div("scroll", El(
            "table",
            El("thead", El("tr", head.Select((h, i) => El("th", Align(i), Attribute("scope", "col"), h.TrimStart('#'))))),
            El("tbody", rows.Select(row => El("tr", row.Select((cell, i) => El("td", Align(i), cell)))))));
    }
}
