using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Faults.Runs;

/// <summary>Processes that want the same folder or the same file: one has it, the others say so or wait their turn, and nothing is harmed.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TwoProcessesTests
{
    private const int Processes = 3, Trials = 8;

    private static readonly string[] Options = ["--max-trials", $"{Trials}", "--json"];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Train_SameWorkFolderAtTheSameMoment_OneTrainsAndTheOthersSaySo()
    {
        using var alone = new SmallSet(warm: false);
        var expected = (await CliRun.OfAsync(alone.Train(Options))).Expect(ExitCode.Done).Json();
        using var set = new SmallSet(warm: false);
        ChildCli[] children = [.. Enumerable.Range(0, Processes).Select(_ => ChildCli.Start(set.Train(Options)))];
        CliRun[] runs;
        try
        {
            runs = await Task.WhenAll(children.Select(static c => c.EndAsync()));
        }
        finally
        {
            foreach (var child in children) child.Dispose();
        }

        var done = runs.Where(static r => r.Code == ExitCode.Done).ToArray();
        TestContext.WriteLine($"{done.Length} of {Processes} trained; the others said: {runs.FirstOrDefault(static r => r.Code != ExitCode.Done)?.Words}");
        Assert.IsNotEmpty(done);
        foreach (var refused in runs.Except(done)) refused.Expect(ExitCode.OurFault).Says("Another training run", set.Work, "--work");
        foreach (var run in done) Assert.AreEqual(Graph(expected), Graph(run.Json()));
        Assert.AreEqual(Graph(expected), ModelFile.Verify(set.Model).Graph.Sha256);
        Assert.HasCount(Trials, StoreProbe.Trials(set.Store));
        var after = (await CliRun.OfAsync(set.Train(Options))).Expect(ExitCode.Done).Json();
        Assert.IsTrue(after["trials"]!.AsArray().All(static t => t!["resumed"]!.GetValue<bool>()), "Something was lost.");
    }

    [TestMethod]
    public async Task Train_OwnWorkFoldersSameModelFile_TheModelIsWhole()
    {
        using var set = new SmallSet();
        string[] Train(int i) => ["train", "--data", set.Data, "--work", set.At($"work{i}"), "--out", set.Model, "--max-trials", "1"];
        ChildCli[] children = [.. Enumerable.Range(0, Processes).Select(i => ChildCli.Start(Train(i)))];
        var runs = await Task.WhenAll(children.Select(static c => c.EndAsync()));
        foreach (var child in children) child.Dispose();

        foreach (var run in runs) run.Expect(ExitCode.Done);
        ModelFile.Verify(set.Model);
        Assert.HasCount(1, Directory.GetFiles(set.At(), "model.zip*"), "Something half written stays behind.");
    }

    private static string Graph(System.Text.Json.Nodes.JsonObject json) => json["manifest"]!["graph"]!["sha256"]!.GetValue<string>();
}
