using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Cli;

/// <summary>Ctrl-C at every stage: what is done is kept, and the same command goes on.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class InterruptTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Train_InterruptedWhileFeaturesAreExtracted_EndsWith130AndGoesOn()
    {
        using var set = new SmallSet(warm: false);
        using var child = ChildCli.Start(set.Train("--max-trials", "2"));
        await child.HearsAsync("Preparing");
        child.Signal(ChildCli.Interrupt);

        var interrupted = await child.EndAsync();
        var again = await CliRun.OfAsync(set.Train("--max-trials", "2"));

        interrupted.Expect(ExitCode.Interrupted).Says("the same command goes on from here");
        again.Expect(ExitCode.Done);
        ModelFile.Verify(set.Model);
    }

    [TestMethod]
    public async Task Train_InterruptedAfterATrial_SavesTheBestSoFarWith130AndGoesOn()
    {
        using var set = new SmallSet();
        using var child = ChildCli.Start(set.Train("--max-trials", "2000", "--json"));
        await child.HearsAsync("trial   1");
        child.Signal(ChildCli.Interrupt);
        var at = TimeProvider.System.GetTimestamp();

        var interrupted = await child.EndAsync();
        TestContext.WriteLine($"From Ctrl-C to the end of the process: {TimeProvider.System.GetElapsedTime(at).TotalSeconds:0.00} s");

        var json = interrupted.Expect(ExitCode.Interrupted).Json();
        interrupted.Says("this is the best so far");
        Assert.AreEqual("Cancelled", json["end"]!.GetValue<string>());
        ModelFile.Verify(set.Model);
        var done = json["trials"]!.AsArray().Count;
        var again = (await CliRun.OfAsync(set.Train("--max-trials", $"{done + 2}", "--json"))).Expect(ExitCode.Done).Json();
        Assert.AreEqual(done, again["trials"]!.AsArray().Count(static t => t!["resumed"]!.GetValue<bool>()));
    }

    [TestMethod]
    public async Task Train_InterruptedTwice_EndsAtOnce()
    {
        using var set = new SmallSet();
        using var child = ChildCli.Start(set.Train("--max-trials", "2000"));
        await child.HearsAsync("trial   1");
        child.Signal(ChildCli.Interrupt);
        await Task.Delay(100, TestContext.CancellationToken);
        child.Signal(ChildCli.Interrupt);

        Assert.IsTrue(await child.EndsWithinAsync(TimeSpan.FromSeconds(2)), "A second Ctrl-C waits for nothing.");

        Assert.IsFalse(File.Exists(set.Model));
        (await CliRun.OfAsync(set.Train("--max-trials", "2"))).Expect(ExitCode.Done);
    }

    [TestMethod]
    public async Task Train_BudgetOfASecond_SavesTheBestOfIt()
    {
        using var set = new SmallSet();

        var json = (await CliRun.OfAsync(set.Train("--budget", "00:00:01", "--max-trials", "2000", "--json"))).Expect(ExitCode.Done).Json();

        Assert.AreEqual("TimeUsed", json["end"]!.GetValue<string>());
        Assert.IsNotEmpty(json["trials"]!.AsArray());
        ModelFile.Verify(set.Model);
    }

    [TestMethod]
    public async Task Train_WorkFolderInUse_SaysWhoHasItAndHarmsNothing()
    {
        using var set = new SmallSet();
        using var child = ChildCli.Start(set.Train("--max-trials", "2000"));
        await child.HearsAsync("trial   1");

        (await CliRun.OfAsync(set.Train())).Expect(ExitCode.OurFault).Says("Another training run", "--work");

        child.Signal(ChildCli.Interrupt);
        (await child.EndAsync()).Expect(ExitCode.Interrupted);
    }
}
