using System.Globalization;
using System.Xml.Linq;

namespace Pneumonia.Training.Report.Charts;

/// <summary>Makes an SVG document part of a page: scalable, in the page's colours, its ids its own.</summary>
internal static class InlineSvg
{
    public static XElement From(string svg, string id, string description)
    {
        var root = Bare(XElement.Parse(svg));
        if (root.Attribute("viewBox") is null)
            root.Add(new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Length(root, "width")} {Length(root, "height")}")));
        root.Attributes().Where(static a => a.Name.LocalName is "width" or "height" or "version").Remove();
        root.Add(new XAttribute("role", "img"), new XAttribute("aria-label", description));
        root.AddFirst(new XElement("title", description));
        foreach (var attribute in root.DescendantsAndSelf().Attributes())
        {
            // Every chart counts its clips from one.
            attribute.Value = attribute.Name == "id"
                ? $"{id}-{attribute.Value}"
                : ChartColour.ToVariables(attribute.Value).Replace("url(#", $"url(#{id}-", StringComparison.Ordinal);
        }

        return root;
    }

    // Without a namespace: a page knows what <svg> is.
    private static XElement Bare(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(static a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None),
        element.Nodes().Where(static n => n is XElement or XText).Select(static n => n is XElement child ? (XNode)Bare(child) : n));

    private static double Length(XElement root, string name)
        => double.Parse(((string?)root.Attribute(name) ?? "0").TrimEnd('p', 'x', 't'), CultureInfo.InvariantCulture);
}
