using System.Diagnostics;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class WorkFolderTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Open_Twice_RefusesTheSecondUntilTheFirstIsDone()
    {
        using var folder = new TempFolder();
        using (WorkFolder.Open(folder.At("Arbeit für uns")))
        {
            var fault = Assert.ThrowsExactly<WorkFolderException>(() => WorkFolder.Open(folder.At("Arbeit für uns")));
            Assert.Contains("Another training run may hold it", fault.Message);
            Assert.Contains("--work", fault.Message);
        }

        using var again = WorkFolder.Open(folder.At("Arbeit für uns"));
        Assert.AreEqual(folder.At("Arbeit für uns", "store.db"), again.StorePath);
    }

    [TestMethod]
    public async Task Open_HeldByThisProcess_RefusesAnotherProcess()
    {
        using var folder = new TempFolder();
        using var held = WorkFolder.Open(folder.At("work"));
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "pneumonia.dll"), "train", "--data", TrainedModels.Set.Folder, "--work", folder.At("work"),
                "--out", folder.At("model.zip"),
            ]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);

        Assert.AreEqual(1, process.ExitCode, error);
        Assert.Contains("Another training run may hold it", error.ReplaceLineEndings(" "));
        Assert.IsFalse(File.Exists(folder.At("model.zip")));
    }

    [TestMethod]
    public void Open_PathThatCannotBe_SaysSo()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("file"), "");
        foreach (var path in new[] { folder.At("file"), folder.At("file", "below"), "a\0b", "" })
            Assert.Contains("--work", Assert.ThrowsExactly<WorkFolderException>(() => WorkFolder.Open(path)).Message);
    }
}
