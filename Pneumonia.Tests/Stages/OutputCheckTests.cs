using Pneumonia.Tests.Data;
using Pneumonia.Training;
using Pneumonia.Training.Stages;

namespace Pneumonia.Tests.Stages;

[TestClass]
public sealed class OutputCheckTests
{
    [TestMethod]
    public void Require_ManyAtTheSameMoment_NoneIsInAnothersWay()
    {
        using var folder = new TempFolder();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => OutputCheck.Require(folder.At("new", "model.zip"), folder.At("report")));

        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Require_ModelIsAFolderAndReportAFile_NamesBoth()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("model.zip"));
        folder.Write("report", "a file");

        var refused = Assert.ThrowsExactly<TrainingOptionsException>(() => OutputCheck.Require(folder.At("model.zip"), folder.At("report")));
        Assert.HasCount(2, refused.Faults);
        Assert.Contains("--out", refused.Faults[0]);
        Assert.Contains("--report", refused.Faults[1]);
    }
}
