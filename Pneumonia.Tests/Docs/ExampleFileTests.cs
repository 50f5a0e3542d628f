using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Docs.Markdown;
using Pneumonia.Tests.Imaging;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Docs;

/// <summary>Examples of CSV files are read by the reader that they are examples for; the rest is at least well-formed.</summary>
[TestClass]
public sealed class ExampleFileTests
{
    public required TestContext TestContext { get; init; }

    private static IEnumerable<CodeBlock> Tables => Repository.Pages.SelectMany(static p => p.Blocks).Where(static b => b.Language == "csv");

    private static IEnumerable<object[]> Places => Tables.Select(static b => new object[] { b.Place });

    [TestMethod]
    [DynamicData(nameof(Places))]
    public async Task Csv_OfAPage_IsRead(string place)
    {
        var block = Tables.Single(b => b.Place == place);
        using var folder = new TempFolder();
        var rows = block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var seed = 0;
        foreach (var path in rows.Skip(1).Select(static row => row.Split([',', ';'])[0]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, path))!);
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, path), TestImages.GreyJpeg(64, 64, ++seed), TestContext.CancellationToken);
        }

        var data = DataSetReader.Read(folder.Write("list.csv", block.Text), new DataSetOptions { MinImagesPerClass = 0 }, TestContext.CancellationToken);
        foreach (var note in data.Notes) TestContext.WriteLine(note.ToString());
        Assert.HasCount(rows.Length - 1, data.Samples, block.Place);
    }

    [TestMethod]
    public void XmlAndJson_OfThePages_AreWellFormed()
    {
        string[] faults = [.. Repository.Pages.SelectMany(static p => p.Blocks).Select(FaultOf).OfType<string>()];
        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    private static string? FaultOf(CodeBlock block)
    {
        try
        {
            if (block.Language == "xml") XElement.Parse(block.Text);
            if (block.Language == "json") JsonNode.Parse(block.Text);
            return null;
        }
        catch (Exception e) when (e is XmlException or JsonException)
        {
            return $"{block.Place}: {e.Message}";
        }
    }
}
