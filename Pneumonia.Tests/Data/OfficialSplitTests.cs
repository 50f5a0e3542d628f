using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Data;

[TestClass]
public sealed class OfficialSplitTests
{
    private static readonly DataSetOptions Few = new() { MinImagesPerClass = 1 };

    [TestMethod]
    public void Read_PatientInTrainAndTest_ReportedByDefault()
    {
        using TempFolder folder = Shared();
        DataSet data = Samples.Read(folder.Path, Few);
        Assert.AreEqual(2, data.Samples.Count(s => s.Split == DataSplit.Test));
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "1 patient has images in more than one official split: 'person1_virus'");
    }

    [TestMethod]
    public void Read_PatientInTrainAndTestMove_GoesToTrain()
    {
        using TempFolder folder = Shared();
        DataSet data = Samples.Read(folder.Path, Few with { OnPatientInBothSplits = SharedPatientPolicy.MoveToTrain });
        Assert.ContainsSingle(s => s.Split == DataSplit.Test, data.Samples);
        Assert.IsTrue(data.Samples.Where(s => s.Patient == "person1_virus").All(s => s.Split == DataSplit.Train));
        Samples.AssertNote(data.Notes, NoteSeverity.Warning, "1 image moved");
    }

    [TestMethod]
    public void Read_PatientInTrainAndTestFail_Throws()
    {
        using TempFolder folder = Shared();
        DataSetException e = Assert.ThrowsExactly<DataSetException>(
            () => Samples.Read(folder.Path, Few with { OnPatientInBothSplits = SharedPatientPolicy.Fail }));
        Samples.AssertFault(e, "'person1_virus'");
    }

    private static TempFolder Shared() => new TempFolder().With(
        "train/NORMAL/IM-0001-0001.jpeg", "train/PNEUMONIA/person1_virus_1.jpeg", "test/PNEUMONIA/person1_virus_2.jpeg", "test/NORMAL/IM-0002-0001.jpeg");
}
