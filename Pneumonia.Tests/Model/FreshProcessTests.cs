using System.Diagnostics;
using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Model;

/// <summary>What only a process of its own can show: the file is all that is needed, and nothing is left behind.</summary>
[TestClass]
public sealed class FreshProcessTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Predict_InAFreshProcess_NeedsTheFileAloneAndLeavesNothing()
    {
        // The network's file, the work folder and the chain's temporary files are gone or were never there: only copies remain.
        using var folder = new TempFolder();
        var model = folder.At("moved.zip");
        var image = folder.At("image.png");
        File.Copy(TrainedModels.Binary.Path, model);
        File.Copy(TrainedModels.Binary.Images[0], image);
        var temp = Directory.CreateDirectory(folder.At("temp")).FullName;
        var home = Directory.CreateDirectory(folder.At("home")).FullName;
        using var here = PneumoniaClassifier.Load(model);
        var expected = here.Predict(image);

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pneumonia.dll"), "predict", "--model", model, image, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        foreach (var name in new[] { "TMPDIR", "TMP", "TEMP" }) start.Environment[name] = temp;
        foreach (var name in new[] { "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA" }) start.Environment[name] = home;
        start.Environment.Remove("ORT_DISABLE_TELEMETRY");
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // The runtime's own debugging pipes lie in the temporary folder too.
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);

        Assert.AreEqual(0, process.ExitCode, error);
        var answer = System.Text.Json.JsonDocument.Parse(await output).RootElement;
        Assert.AreEqual(expected.Probability, answer.GetProperty("probability").GetSingle(), 1e-6f);
        string[] left = [.. new[] { temp, home }.SelectMany(static f => Directory.EnumerateFileSystemEntries(f, "*", SearchOption.AllDirectories))];
        Assert.AreEqual("", string.Join(", ", left));
    }
}
