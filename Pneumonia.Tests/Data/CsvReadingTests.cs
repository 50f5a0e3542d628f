using System.Text;
using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class CsvReadingTests
{
    private static readonly DataSetOptions Few = new() { MinImagesPerClass = 1 };

    [TestMethod]
    [DataRow(",")]
    [DataRow(";")]
    [DataRow("\t")]
    public void Read_EveryColumn_AnyOrderAnyDelimiter(string delimiter)
    {
        using TempFolder folder = Images("a.png", "b, ü.png");
        string csv = folder.Write("list.csv", string.Join('\n',
            string.Join(delimiter, "Age", "SPLIT", "Label", "patient", " Path "),
            string.Join(delimiter, "7", "test", "normal", "p1", "\"img/b, ü.png\""),
            string.Join(delimiter, "3", "", "pneumonia", "p2", "img/a.png")) + "\n");
        DataSet data = Samples.Read(csv, Few);

        Assert.AreSequenceEqual(new[] { "img/a.png", "img/b, ü.png" }, data.Samples.Select(s => s.Name).ToArray());
        Assert.AreSequenceEqual(new[] { "p2", "p1" }, data.Samples.Select(s => s.Patient).ToArray());
        Assert.AreSequenceEqual(new[] { DataSplit.Unassigned, DataSplit.Test }, data.Samples.Select(s => s.Split).ToArray());
        Assert.AreEqual("3", data.Samples[0].Columns["age"]);
        Assert.HasCount(1, data.Samples[0].Columns);
        Assert.IsTrue(File.Exists(data.Samples[1].Path));
    }

    [TestMethod]
    public void Read_BomQuotesAndCrLf_Understood()
    {
        using TempFolder folder = Images("a.png", "b.png");
        string csv = Path.Combine(folder.Path, "list.csv");
        File.WriteAllText(csv, "path,label,note\r\nimg/a.png,normal,\"says \"\"hm\"\",\r\ntwice\"\r\n\r\nimg/b.png,sick,\r\n", new UTF8Encoding(true));
        DataSet data = Samples.Read(csv, Few);
        Assert.AreEqual("says \"hm\",\r\ntwice", data.Samples[0].Columns["note"]);
        Assert.AreEqual("sick", data.PositiveClass);
    }

    [TestMethod]
    public void Read_Utf16_Understood()
    {
        using TempFolder folder = Images("ä.png", "b.png");
        string csv = Path.Combine(folder.Path, "list.csv");
        File.WriteAllText(csv, "path,label\nimg/ä.png,normal\nimg/b.png,sick\n", Encoding.Unicode);
        Assert.HasCount(2, Samples.Read(csv, Few).Samples);
    }

    [TestMethod]
    public void Read_Latin1_SaysNotUtf8()
    {
        using TempFolder folder = Images("a.png");
        string csv = Path.Combine(folder.Path, "list.csv");
        File.WriteAllText(csv, "path,label\nimg/ä.png,normal\n", Encoding.Latin1);
        AssertFaults(csv, "it is not UTF-8");
    }

    [TestMethod]
    public void Read_ParentAndAbsolutePathsAndBackslashes_Found()
    {
        using TempFolder folder = Images("a.png", "b.png", "c.png");
        string absolute = Path.Combine(folder.Path, "img", "c.png");
        string csv = folder.Write("lists/list.csv", $"path,label\n../img/a.png,normal\n..\\img\\b.png,sick\n{absolute},sick\n");
        DataSet data = Samples.Read(csv, Few);
        Assert.AreSequenceEqual(
            new[] { "../img/a.png", "../img/b.png", absolute.Replace('\\', '/') }, data.Samples.Select(s => s.Name).ToArray());
    }

    [TestMethod]
    public void Read_SeveralLabels_IsMultiLabel()
    {
        using TempFolder folder = Images("a.png", "b.png", "c.png", "d.png", "e.png");
        string csv = folder.Write("list.csv",
            "path,label\nimg/a.png,Effusion|Pneumonia\nimg/b.png,No Finding\nimg/c.png,\nimg/d.png,pneumonia | Pneumonia\nimg/e.png,none\n");
        DataSet data = Samples.Read(csv, Few);
        Assert.AreEqual(ClassificationTask.MultiLabel, data.Task);
        Assert.AreSequenceEqual(new[] { "Effusion", "Pneumonia" }, data.Classes.ToArray());
        Assert.AreSequenceEqual(new[] { "0,1", "", "", "1", "" }, data.Samples.Select(s => string.Join(',', s.Labels)).ToArray());
    }

    [TestMethod]
    public void Read_FindingBesideNoFinding_Fault()
    {
        using TempFolder folder = Images("a.png", "b.png");
        string csv = folder.Write("list.csv", "path,label\nimg/a.png,Effusion|No Finding\nimg/b.png,Effusion\n");
        AssertFaults(csv, "line 2: 'Effusion|No Finding' says that there is no finding and names one");
    }

    [TestMethod]
    public void Read_ManyFaults_AllWithLineNumbers()
    {
        using TempFolder folder = Images("a.png", "b.png", "c.png");
        string csv = folder.Write("list.csv", string.Join('\n',
            "path,label,split",
            "img/a.png,normal,train",
            "img/gone.png,sick,train",
            "img/b.png,sick,holdout",
            ",sick,train",
            "img/a.png,normal,train",
            "img/b.png,sick",
            "",
            "img,sick,train",
            "img/c.png,,test",
            "img/b.png,si\"ck,test"));
        AssertFaults(
            csv,
            "line 3: there is no file 'img/gone.png'",
            "line 4: the split 'holdout' is none of",
            "line 5: the path is empty",
            "line 6: 'img/a.png' was listed in line 2 already",
            "line 7: 2 fields, but the header has 3",
            "line 9: 'img' is a folder",
            "line 10: the label is empty",
            "line 11: a quote stands inside a field");
    }

    [TestMethod]
    public void Read_SixtyFaults_ShowsFiftyAndCountsTheRest()
    {
        using var folder = new TempFolder();
        string csv = folder.Write("list.csv", "path,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i}.png,normal\n")));
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(csv));
        Assert.HasCount(51, e.Faults);
        Assert.AreEqual("and 10 more.", e.Faults[^1]);
    }

    [TestMethod]
    [DataRow("path,lable", "no column 'label' among 'path', 'lable'; rename 'lable' if that is it")]
    [DataRow("image,label", "no column 'path' among 'image', 'label'; rename 'image' if that is it")]
    [DataRow("Image Index;Finding Labels", "no column 'label' among 'Image Index', 'Finding Labels'; rename 'Finding Labels'")]
    [DataRow("path,colour", "no column 'label' among 'path', 'colour'.")]
    [DataRow("path,label,Label", "the column 'label' occurs 2 times")]
    public void Read_WrongHeader_GivesHint(string header, string fault)
    {
        using var folder = new TempFolder();
        AssertFaults(folder.Write("list.csv", header + "\nx,y\n"), fault);
    }

    [TestMethod]
    public void Read_PatientIdColumn_WarnsThatItIsNotUsed()
    {
        using TempFolder folder = Images("a.png", "b.png");
        string csv = folder.Write("list.csv", "path,label,Patient ID\nimg/a.png,normal,1\nimg/b.png,sick,1\n");
        Samples.AssertNote(Samples.Read(csv, Few).Notes, NoteSeverity.Warning, "'Patient ID' is not used as 'patient'");
    }

    [TestMethod]
    public void Read_UnclosedQuote_EndsAtTheLimit()
    {
        using TempFolder folder = Images("a.png");
        string csv = folder.Write("list.csv", "path,label\nimg/a.png,\"normal\n" + string.Concat(Enumerable.Repeat("img/a.png,sick\n", 10_000)));
        AssertFaults(csv, "a field is longer than 65536 characters (or a quote is never closed)");
    }

    [TestMethod]
    public void Read_EndlessLine_Refused()
    {
        using var folder = new TempFolder();
        AssertFaults(folder.Write("list.csv", "path,label\n" + new string(',', 2_000_000)), "line 2: longer than 1048576 characters");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\n\n")]
    public void Read_Empty_SaysWhatIsExpected(string text)
    {
        using var folder = new TempFolder();
        AssertFaults(folder.Write("list.csv", text), "it is empty; a header such as path,label");
    }

    [TestMethod]
    public void Read_HeaderAlone_SaysSo()
    {
        using var folder = new TempFolder();
        AssertFaults(folder.Write("list.csv", "path,label\n"), "no image that can be used, only a header");
    }

    [TestMethod]
    public void RequireSize_OverOneGigabyte_Refused()
        => Assert.ThrowsExactly<DataSetException>(() => CsvSource.RequireSize((1L << 30) + 1, new FaultList("x")));

    [TestMethod]
    public void Read_NullInPath_IsAFault()
    {
        using var folder = new TempFolder();
        AssertFaults(folder.Write("list.csv", "path,label\na\0b.png,normal\n"), "line 2: the path holds a null character");
    }

    [TestMethod]
    [DataRow("a,b,c", ',')]
    [DataRow("a;b,c;d", ';')]
    [DataRow("\"a,b,c\"\tlabel", '\t')]
    [DataRow("path", ',')]
    public void DelimiterOf_Header_IsTheMostFrequentOutsideQuotes(string header, char expected)
        => Assert.AreEqual(expected, CsvSource.DelimiterOf(header));

    [TestMethod]
    [DataRow("lable", "label")]
    [DataRow("Pateint", "patient")]
    [DataRow("file_name", "path")]
    [DataRow("age", null)]
    [DataRow("view", null)]
    public void Meant_Name_IsGuessed(string name, string? expected) => Assert.AreEqual(expected, Spelling.Meant(name));

    private static TempFolder Images(params string[] names) => new TempFolder().With([.. names.Select(n => $"img/{n}")]);

    private static void AssertFaults(string csv, params string[] parts)
    {
        DataSetException e = Assert.ThrowsExactly<DataSetException>(() => Samples.Read(csv, Few));
        foreach (string part in parts)
            Samples.AssertFault(e, part);
        if (parts.Length > 1)
            Assert.HasCount(parts.Length, e.Faults, e.Message);
    }
}
