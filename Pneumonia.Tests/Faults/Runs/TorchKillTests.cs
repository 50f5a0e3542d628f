using System.Text.Json.Nodes;
using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Tests.Torch;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Checkpoints;
using Pneumonia.Training.Torch.Engine;

namespace Pneumonia.Tests.Faults.Runs;

/// <summary>
/// kill -9 while whole networks are trained: no epoch that ended is lost, and the network is the one of the unbroken run. A tiny network in a
/// child process, which is this test program once more. More kills: PNEUMONIA_TEST_TORCH_KILLS=10.
/// </summary>
[TestClass]
[TestCategory("Torch")]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class TorchKillTests
{
    /// <summary>Names the folder in which <see cref="Victim"/> trains.</summary>
    private const string VictimVariable = "PNEUMONIA_TEST_VICTIM";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Train_KilledAtRandomMoments_LosesNoEpochAndEndsAsTheUnbrokenRun()
    {
        TorchTest.Require();
        var kills = Extent.Of("PNEUMONIA_TEST_TORCH_KILLS", 2);
        using var unbroken = new SmallSet();
        var whole = TimeProvider.System.GetTimestamp();
        await RunToTheEnd(unbroken);
        var length = TimeProvider.System.GetElapsedTime(whole);
        using var broken = new SmallSet();
        var random = new Random(20261125);
        var (killed, known) = (0, new Dictionary<string, int>());
        for (var kill = 0; kill < kills; kill++)
        {
            File.Delete(broken.Model);
            using var child = Start(broken);
            // In turn anywhere in a run, and where a checkpoint is about to be written over.
            if (kill % 2 == 1) await NextCheckpointAsync(broken, child);
            await Task.Delay(length * random.NextDouble() / (kill % 2 == 1 ? 20 : 1.2), TestContext.CancellationToken);
            child.Signal(ChildCli.Kill);
            if ((await child.EndAsync()).Code != 0) killed++;

            var epochs = Epochs(broken);
            // Checkpoints go when there is a model, and not before.
            if (File.Exists(broken.Model)) known = [];
            foreach (var (file, epoch) in known) Assert.IsGreaterThanOrEqualTo(epoch, epochs.GetValueOrDefault(file), $"Kill {kill + 1} lost an epoch of {file}.");
            known = epochs;
        }

        await RunToTheEnd(broken);

        TestContext.WriteLine($"{killed} of {kills} runs were killed; an unbroken one takes {length.TotalSeconds:0.0} s.");
        Assert.AreEqual(ModelFile.Verify(unbroken.Model).Graph.Sha256, ModelFile.Verify(broken.Model).Graph.Sha256);
        Assert.HasCount(StoreProbe.Trials(unbroken.Store).Count, StoreProbe.Trials(broken.Store));
        Assert.IsEmpty(Epochs(broken), "A checkpoint was left behind.");
        Assert.IsGreaterThanOrEqualTo((kills + 1) / 2, killed, "Too few runs were killed to prove anything.");
    }

    /// <summary>What is killed: no test, but a training run in the folder that the variable names.</summary>
    [TestMethod]
    public async Task Victim()
    {
        if (Environment.GetEnvironmentVariable(VictimVariable) is not { Length: > 0 } text) return;
        var folders = JsonNode.Parse(text)!;
        await Training.TrainingPipeline.Create()
            .FromFolder((string)folders["data"]!)
            .UseEndToEnd(static e => e with { Training = Synthetic.Options with { Network = Synthetic.Options.Network with { InputSize = 64 }, Epochs = 6 }, ScoringFolds = 2, FewestImages = 0 })
            .WithBudget(maxTrials: 1)
            .RememberIn((string)folders["work"]!)
            .SaveTo((string)folders["model"]!)
            .Build().RunAsync(cancellationToken: TestContext.CancellationToken);
    }

    private static ChildCli Start(SmallSet set)
    {
        var victim = new JsonObject { ["data"] = set.Data, ["work"] = set.Work, ["model"] = set.Model };
        return ChildCli.StartTests(VictimVariable, victim.ToJsonString(), "--filter", $"FullyQualifiedName~{nameof(TorchKillTests)}.{nameof(Victim)}");
    }

    private static async Task RunToTheEnd(SmallSet set)
    {
        using var child = Start(set);
        var ended = await child.EndAsync(Limit);
        Assert.AreEqual(0, ended.Code, ended.Out + ended.Words);
        Assert.IsTrue(File.Exists(set.Model), ended.Out + ended.Words);
    }

    private async Task NextCheckpointAsync(SmallSet set, ChildCli child)
    {
        var before = Epochs(set);
        while (!child.HasEnded)
        {
            if (Epochs(set).Any(e => e.Value > before.GetValueOrDefault(e.Key))) return;
            await Task.Delay(10, TestContext.CancellationToken);
        }
    }

    // Of every checkpoint the epoch at which it stands: each is whole at any moment.
    private static Dictionary<string, int> Epochs(SmallSet set)
    {
        var folder = Path.Combine(set.Work, "checkpoints");
        var epochs = new Dictionary<string, int>();
        if (!Directory.Exists(folder)) return epochs;
        foreach (var file in Directory.GetFiles(folder).Where(static f => !f.EndsWith(".part", StringComparison.Ordinal)))
        {
            try
            {
                epochs[Path.GetFileName(file)] = CheckpointFile.Read(file).Epoch;
            }
            catch (FileNotFoundException)
            {
                // Done with, and deleted meanwhile.
            }
        }

        return epochs;
    }
}
