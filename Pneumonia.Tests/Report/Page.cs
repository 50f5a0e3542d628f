using System.Xml.Linq;

namespace Pneumonia.Tests.Report;

/// <summary>A page read as strictly as XML is.</summary>
internal sealed record Page(string Text, XElement Html)
{
    private const string DocumentType = "<!DOCTYPE html>";

    public string[] Sections => [.. Html.Descendants("section").Select(s => s.Attribute("id")!.Value)];

    public static Page Read(string path) => Of(File.ReadAllText(path));

    public static Page Of(string text)
    {
        Assert.StartsWith(DocumentType, text);
        return new Page(text, XElement.Parse(text[DocumentType.Length..]));
    }
}
