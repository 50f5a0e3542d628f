using System.Globalization;
using System.Xml.Linq;

namespace Pneumonia.Training.Report.Charts;

/// <summary>
/// Makes an SVG document part of a page: scalable, in the page's colours, without clips. Nothing is drawn beyond the axes, but a clip
/// would cut dots on the edge in half and a legend in a wider font than the one it was measured in.
/// </summary>
internal static class InlineSvg
{
    public static XElement From(string svg, string description)
    {
        var root = Bare(XElement.Parse(svg));
        if (root.Attribute("viewBox") is null)
            root.Add(new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Length(root, "width")} {Length(root, "height")}")));
        root.Attributes().Where(static a => a.Name.LocalName is "width" or "height" or "version").Remove();
        root.Add(new XAttribute("role", "img"), new XAttribute("aria-label", description));
        root.AddFirst(new XElement("title", description));
        foreach (var attribute in root.DescendantsAndSelf().Attributes()) attribute.Value = ChartColour.ToVariables(attribute.Value);
        return root;
    }

    // Without a namespace: a page knows what <svg> is.
    private static XElement Bare(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(static a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None && a.Name != "clip-path"),
        element.Nodes().Where(static n => n is XElement { Name.LocalName: not "defs" } or XText).Select(static n => n is XElement child ? (XNode)Bare(child) : n));

    private static double Length(XElement root, string name)
        => double.Parse(((string?)root.Attribute(name) ?? "0").TrimEnd('p', 'x', 't'), CultureInfo.InvariantCulture);
}
