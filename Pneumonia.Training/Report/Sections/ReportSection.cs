using System.Xml.Linq;
using Pneumonia.Training.Report.Html;

namespace Pneumonia.Training.Report.Sections;

/// <summary>One part of the page.</summary>
/// <param name="id">Its anchor.</param>
/// <param name="title">Its head.</param>
internal abstract class ReportSection(string id, string title)
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    /// <summary>The section; null where there is nothing to show.</summary>
    public XElement? Render(ReportData data)
    {
        var body = Body(data).ToArray();
        return body.Length == 0 ? null : Tags.El("section", Tags.Attribute("id", Id), Tags.El("h2", Title), body);
    }

    protected abstract IEnumerable<XElement> Body(ReportData data);
}
