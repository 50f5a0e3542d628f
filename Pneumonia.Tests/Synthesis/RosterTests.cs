using System.Text.RegularExpressions;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Tests.Synthesis;

[TestClass]
public sealed class RosterTests
{
    private static readonly IReadOnlyList<SyntheticImage> Images = Roster.Make(new SyntheticOptions { Patients = 200, PneumoniaFraction = 0.6, DiffuseFraction = 0.25, TestShare = 0.2 });

    [TestMethod]
    public void Make_Patients_StayInOneSplit()
        => Assert.IsTrue(Images.GroupBy(image => image.Case.Patient).All(patient => patient.Select(image => image.Split).Distinct().Count() == 1));

    [TestMethod]
    public void Make_Shares_AreThoseAskedFor()
    {
        int Patients(Func<SyntheticImage, bool> which) => Images.Where(which).Select(image => image.Patient).Distinct().Count();

        Assert.AreEqual(120, Patients(image => image.Label == "PNEUMONIA"));
        Assert.AreEqual(30, Patients(image => image.Case.Finding == SyntheticFinding.Diffuse));
        Assert.AreEqual(16, Patients(image => image is { Label: "NORMAL", Split: "test" }));
        Assert.AreEqual(24, Patients(image => image is { Label: "PNEUMONIA", Split: "test" }));
        Assert.IsInRange(300, 500, Images.Count);
    }

    [TestMethod]
    public void Make_FileNames_FollowTheKermanyStyle()
    {
        foreach (var image in Images)
        {
            Assert.MatchesRegex(new Regex(@"^(train|test)/(NORMAL/IM-\d{4,}-\d{4}|PNEUMONIA/person\d+_(bacteria|virus)_\d)\.png$"), image.Path);
            Assert.AreEqual(image.Case.Finding == SyntheticFinding.Diffuse, image.Path.Contains("_virus_", StringComparison.Ordinal));
            Assert.StartsWith(image.Patient, Path.GetFileName(image.Path));
        }
    }

    [TestMethod]
    public void Make_OtherSeed_MixesOtherPatients()
    {
        var other = Roster.Make(new SyntheticOptions { Patients = 200, PneumoniaFraction = 0.6, DiffuseFraction = 0.25, TestShare = 0.2, Seed = 2 });

        Assert.AreNotSequenceEqual(Images.Select(image => image.Path), other.Select(image => image.Path));
    }
}
