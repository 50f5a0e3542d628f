using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class PatientRuleTests
{
    private static readonly DataSetOptions Few = new() { MinImagesPerClass = 1 };

    [TestMethod]
    [DataRow("train/PNEUMONIA/person7_bacteria_24.jpeg", "person7_bacteria")]
    [DataRow("person447_virus_921_1.jpeg", "person447_virus")]
    [DataRow("IM-0115-0001.jpeg", "IM-0115")]
    [DataRow("IM-0425-0001-0002.jpeg", "IM-0425")]
    [DataRow("NORMAL2-IM-0007-0001.jpeg", "NORMAL2-IM-0007")]
    [DataRow("BACTERIA-1008087-0001.jpeg", "BACTERIA-1008087")]
    [DataRow("VIRUS-1083680-0003.jpeg", "VIRUS-1083680")]
    [DataRow("NORMAL-1003233-0001.jpeg", "NORMAL-1003233")]
    [DataRow("person7.jpeg", null)]
    [DataRow("00001280_004.jpg", null)]
    public void Kermany_Name_GivesPatient(string name, string? patient) => Assert.AreEqual(patient, PatientRule.Kermany.Find(name));

    [TestMethod]
    [DataRow("NORMAL/00001280_004.jpg", "00001280")]
    [DataRow("_004.jpg", null)]
    [DataRow("12345", null)]
    [DataRow("12a_1.png", null)]
    public void Nih_Name_GivesPatient(string name, string? patient) => Assert.AreEqual(patient, PatientRule.Nih.Find(name));

    [TestMethod]
    [DataRow("^(p[0-9]+)-", "x/p12-3.png", "p12")]
    [DataRow("^p[0-9]+", "x/p12-3.png", "p12")]
    [DataRow("^[^/]+/([^/]+)/", "NORMAL/p9/1.png", "p9")]
    [DataRow(@"(?<=pat)\d+", "x/pat12-3.png", "12")]
    [DataRow("^(q?)", "x/p12.png", null)]
    public void FromRegex_Name_GivesFirstGroupOrWholeMatch(string pattern, string name, string? patient)
        => Assert.AreEqual(patient, PatientRule.FromRegex(pattern).Find(name));

    [TestMethod]
    public void Parse_Names_AnyCase()
    {
        Assert.AreSame(PatientRule.Auto, PatientRule.Parse("AUTO"));
        Assert.AreSame(PatientRule.Kermany, PatientRule.Parse("Kermany"));
        Assert.AreSame(PatientRule.Nih, PatientRule.Parse("nih"));
        Assert.AreSame(PatientRule.None, PatientRule.Parse(" none "));
        Assert.AreEqual("^(.+)_", PatientRule.Parse("^(.+)_").Name);
    }

    [TestMethod]
    public void Parse_InvalidPattern_NamesIt()
    {
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(() => PatientRule.Parse("(["));
        Assert.Contains("'(['", e.Message);
        Assert.ThrowsExactly<ArgumentException>(() => PatientRule.FromRegex(new string('a', 1001)));
    }

    [TestMethod]
    public void FromRegex_CatastrophicPattern_AnswersAtOnce()
        => Assert.IsNull(PatientRule.FromRegex("^(a+)+$").Find(new string('a', 5000) + "!"));

    [TestMethod]
    public void Read_BacktrackingPatternTooSlow_IsAFault()
    {
        string trap = new string('a', 60) + "!";
        using TempFolder folder = new TempFolder().With($"NORMAL/{trap}.png", $"PNEUMONIA/{trap}.png");
        DataSetOptions options = Few with { PatientRule = PatientRule.FromRegex(@"^(?=a)(a+)+\1$") };
        Samples.AssertFault(Assert.ThrowsExactly<DataSetException>(() => Samples.Read(folder.Path, options)), "takes longer than 1 s");
    }

    [TestMethod]
    public void Read_PatternMatchesTooFew_IsAFault()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/p1_1.png", "NORMAL/x.png", "PNEUMONIA/y.png");
        DataSetException e = Assert.ThrowsExactly<DataSetException>(
            () => Samples.Read(folder.Path, Few with { PatientRule = PatientRule.FromRegex("^(p[0-9]+)_") }));
        Samples.AssertFault(e, "reads 1 of 3 names; at least half are needed");
    }

    [TestMethod]
    public void Read_PatternMatchesMost_WarnsAndRestStandAlone()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/p1_1.png", "NORMAL/p1_2.png", "PNEUMONIA/y.png");
        DataSet data = Samples.Read(folder.Path, Few with { PatientRule = PatientRule.FromRegex("^(p[0-9]+)_") });
        Assert.AreSequenceEqual(new[] { "p1", "p1", "PNEUMONIA/y.png" }, data.Samples.Select(s => s.Patient).ToArray());
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "reads 2 of 3 names: 1 patient");
    }

    [TestMethod]
    public void Read_AutoOnNihNames_TakesNih()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/00000001_000.jpg", "PNEUMONIA/00000001_001.jpg", "PNEUMONIA/00000002_000.jpg");
        Assert.AreEqual(2, Samples.Read(folder.Path, Few).CountPatients());
    }

    [TestMethod]
    public void Read_AutoOnUnknownNames_WarnsOneImageOnePatient()
    {
        using TempFolder folder = new TempFolder().With("NORMAL/a.png", "PNEUMONIA/a.png");
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.AreEqual(2, data.CountPatients());
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "No patient rule matched: one image = one patient");
    }

    [TestMethod]
    public void Read_AutoOnClassPrefixes_DoesNotTakeThemForPatients()
    {
        using TempFolder folder = new TempFolder().WithMany(30, "NORMAL/0_").WithMany(30, "PNEUMONIA/1_");
        Assert.AreEqual(60, Samples.Read(folder.Path, Few).CountPatients());
    }

    [TestMethod]
    public void Read_CsvPatientColumn_WinsWhereFilled()
    {
        using TempFolder folder = new TempFolder().With("person1_virus_1.jpeg", "person1_virus_2.jpeg", "IM-0001-0001.jpeg");
        string csv = folder.Write("list.csv", "path,label,patient\nperson1_virus_1.jpeg,sick,Q\nperson1_virus_2.jpeg,sick,\nIM-0001-0001.jpeg,normal,\n");
        DataSet data = Samples.Read(csv, Few);
        Assert.AreSequenceEqual(new[] { "IM-0001", "Q", "person1_virus" }, data.Samples.Select(s => s.Patient).ToArray());
    }
}
