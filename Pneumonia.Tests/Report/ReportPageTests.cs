using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Report;
using Pneumonia.Training.Report.Html;

namespace Pneumonia.Tests.Report;

[TestClass]
public sealed class ReportPageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>&\"' http://evil.example/\u0007\ud800";

    private static readonly string[] Common = ["verdict", "confusion", "figures", "curves", "scores"];

    public static IEnumerable<object[]> Tasks =>
    [
        [ReportSamples.Binary(), new[] { "calibration", "stress", "subgroups", "errors", "data", "origin" }],
        [ReportSamples.MultiClass("NORMAL", "BACTERIA", "VIRUS"), new[] { "calibration", "stress", "subgroups", "errors", "data", "origin" }],
        [ReportSamples.MultiLabel("effusion", "mass"), new[] { "calibration", "stress", "errors", "data", "origin" }],
    ];

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Write_AnyTask_HasItsSectionsAndIsWellFormed(ReportData data, string[] further)
    {
        var page = Page.Of(ReportPage.Write(data));

        Assert.AreSequenceEqual((string[])[.. Common, .. further], page.Sections);
        Assert.IsTrue(page.Html.Descendants("section").All(s => s.Elements().Count() > 1), "a section is empty");
        Assert.AreSequenceEqual(page.Sections, page.Html.Descendants("nav").Single().Elements("a").Select(a => a.Attribute("href")!.Value[1..]).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Write_AnyTask_NeedsNoNetworkAndNoScript(ReportData data, string[] further)
    {
        var text = ReportPage.Write(data);

        Assert.IsNotEmpty(further);
        Assert.DoesNotContain("://", text);
        Assert.IsEmpty(Page.Of(text).Html.Descendants("script"));
        Assert.DoesNotContain("@import", text);
        Assert.DoesNotMatchRegex(new Regex("rgb\\(1,\\d+,7\\)"), text, "a stand-in colour was left");
    }

    [TestMethod]
    public void Write_Ids_AreUnique()
    {
        var html = Page.Of(ReportPage.Write(ReportSamples.MultiLabel("a", "b", "c"))).Html;
        var ids = html.DescendantsAndSelf().Attributes("id").Select(a => a.Value).ToArray();

        Assert.AreSequenceEqual(ids.Distinct().ToArray(), ids);
        Assert.IsEmpty(html.Descendants().Attributes("clip-path"));
    }

    [TestMethod]
    public void Write_HostileNames_AreTextAndNothingElse()
    {
        foreach (var data in new[] { ReportSamples.Binary(positive: Hostile), ReportSamples.MultiClass("NORMAL", Hostile), ReportSamples.MultiLabel(Hostile, "b") })
        {
            var page = Page.Of(ReportPage.Write(data));

            Assert.DoesNotContain("<img src=x", page.Text);
            Assert.IsEmpty(page.Html.Descendants().Attributes("onerror"));
            Assert.Contains("onerror=alert(1)", page.Html.Value);
            Assert.DoesNotContain('\u0007', page.Text);
        }
    }

    [TestMethod]
    public void Write_HostileNames_CardKeepsItsTables()
    {
        var card = ModelCard.Write(ReportSamples.Binary(positive: "a|b\n<script>").Manifest);

        Assert.DoesNotContain("<script>", card);
        Assert.IsTrue(card.Split('\n').Where(l => l.StartsWith("| train |", StringComparison.Ordinal)).All(l => Regex.Count(l, "(?<!\\\\)\\|") == 5));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Metrics_AnyTask_Parse(ReportData data, string[] further)
    {
        var json = JsonNode.Parse(MetricsJson.Write(data))!;

        Assert.IsNotEmpty(further);
        Assert.AreEqual(data.Evaluation.Count, (int)json["evaluation"]!["n"]!);
        Assert.AreEqual(data.Evaluation.Refer!.Referred, (int)json["evaluation"]!["refer"]!["referred"]!);
        Assert.AreEqual(data.Subgroups.Length, json["subgroups"]!.AsArray().Count);
    }

    [TestMethod]
    public void Write_WithoutStressAndErrors_LeavesThemOut()
    {
        var data = ReportSamples.Binary() with { Stress = null, Options = new ReportOptions { MaxErrors = 0 }, Subgroups = [] };

        Assert.AreSequenceEqual((string[])[.. Common, "calibration", "data", "origin"], Page.Of(ReportPage.Write(data)).Sections);
    }

    [TestMethod]
    public void Write_QuantisedModel_PageAndCardShowBothSideBySide()
    {
        var data = ReportSamples.Binary();
        var record = new QuantisationRecord("int8", "percentile", 160, "calibration", 229, 0.9986, 0.9985, 0.982, 0.981, 0.983, null, 0.009, 0.04, 0.001, 10_600_000, 2_900_000, 1.88, true);
        data = data with { Manifest = data.Manifest with { Quantisation = record } };

        var page = Page.Of(ReportPage.Write(data));
        Assert.Contains("precision", page.Sections);
        var rows = page.Html.Descendants("section").Single(s => (string?)s.Attribute("id") == "precision").Descendants("tr").Select(r => string.Join('|', r.Elements().Select(c => c.Value))).ToArray();
        Assert.Contains("AUC of any finding|0.9986|0.9985", rows);
        Assert.Contains("specificity|98.3%|–", rows);
        Assert.Contains("graph, MB|10.6|2.9", rows);
        Assert.Contains("- Precision: int8 beside float32 on 229 calibration images: AUC 0.9985", ModelCard.Write(data.Manifest));
    }

    [TestMethod]
    public void Subgroups_ColumnOfManyValues_IsNoGroup()
        => Assert.AreSequenceEqual(new[] { "view" }, ReportSamples.Binary().Subgroups.Select(g => g.Column).ToArray());

    [TestMethod]
    [DataRow("plain ü 日 🫁", "plain ü 日 🫁")]
    [DataRow("a\0b\u001f", "a\uFFFDb\uFFFD")]
    public void Clean_Text_HoldsOnlyWhatXmlMay(string text, string expected) => Assert.AreEqual(expected, HtmlText.Clean(text));

    [TestMethod]
    public void Clean_HalfASurrogatePair_IsReplaced() => Assert.AreEqual("x\uFFFDy", HtmlText.Clean("x\ud83ey"));
}
