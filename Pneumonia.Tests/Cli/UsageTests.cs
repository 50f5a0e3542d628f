using Pneumonia.Cli;
using Pneumonia.Training.TensorFlow;
using Pneumonia.Training.Torch;

namespace Pneumonia.Tests.Cli;

/// <summary>What a mistyped command line is told.</summary>
[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    public async Task Train_ManyWrongOptions_ListsThemAllAtOnceBeforeAnyWork()
    {
        var run = await CliRun.OfAsync(
            "train", "--seed", "abc", "--target-recall", "2", "--confidence", "0.5", "--metric", "foo", "--budget", "30", "--max-trials", "0",
            "--task", "1", "--engine", "gpu", "--patient-rule", "(", "--test-fraction", "0.9", "--calibration-fraction", "NaN", "--data", "", "--promise-specificity", "1", "--stress-images", "-1", "--quantize", "int4", "--bogus");

        run.Expect(ExitCode.WrongOptions).Says(
            "--seed must be a whole number; it is 'abc'.",
            "--target-recall must lie between 0 and 1, both exclusive; it is '2'.",
            "--confidence must lie between 0.5 and 1, both exclusive; it is '0.5'.",
            "--metric must be one of accuracy, auc,",
            "--budget must be a time above 0 as hh:mm:ss",
            "--max-trials must be a whole number of at least 1; it is '0'.",
            "--task must be one of binary, multiclass, multilabel; it is '1'.",
            "--engine must be one of auto, frozen, tensorflow, torch; it is 'gpu'.",
            "--patient-rule: The patient rule '(' is none of auto, kermany, nih, none, and no regular expression",
            "--test-fraction must lie in 0…0.5; it is '0.9'.",
            "--calibration-fraction must lie in 0…0.5; it is 'NaN'.",
            "--data must not be empty.",
            "--promise-specificity must lie between 0 and 1, both exclusive; it is '1'.",
            "--stress-images must be a whole number of at least 0; it is '-1'.",
            "--quantize must be one of float16, int8, none; it is 'int4'.",
            "'--bogus'",
            "Try: pneumonia train --help");
        Assert.IsEmpty(run.Out);
    }

    [TestMethod]
    [DataRow("00:00:01")]
    [DataRow("90s")]
    [DataRow("1.5h")]
    [DataRow("30m")]
    public async Task Train_BudgetIsATime_IsUnderstood(string budget)
    {
        var run = await CliRun.OfAsync("train", "--budget", budget, "--seed", "x");

        Assert.DoesNotContain("--budget", run.Words);
    }

    [TestMethod]
    [DataRow("30")]
    [DataRow("00:00:00")]
    [DataRow("-1s")]
    [DataRow("s")]
    [DataRow("1e300h")]
    [DataRow("yesterday")]
    public async Task Train_BudgetIsNoTime_IsRefused(string budget)
        => (await CliRun.OfAsync("train", $"--budget={budget}")).Expect(ExitCode.WrongOptions).Says("--budget must be a time above 0", $"it is '{budget}'");

    [TestMethod]
    public async Task Train_BudgetLongerThanATimerWaits_IsRefusedBeforeAnyWork()
        => (await CliRun.OfAsync("train", "--data", "nowhere", "--budget", "2000h")).Expect(ExitCode.WrongOptions).Says("49 days");

    [TestMethod]
    [DataRow("trian", "  train")]
    [DataRow("data downlod", "  download")]
    [DataRow("train --sed 3", "  --seed")]
    public async Task AnyCommand_NameIsMisspelt_HintsAtTheNearOne(string line, string hint)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Expect(ExitCode.WrongOptions).Says("Did you mean", hint, "--help");
        Assert.DoesNotContain("Required command", run.Words);
        Assert.IsEmpty(run.Out);
    }

    [TestMethod]
    [DataRow("", "evaluate")]
    [DataRow("data", "synthesize")]
    [DataRow("backbones", "download")]
    public async Task ACommandThatHoldsOthers_Alone_ShowsThem(string line, string one)
    {
        var run = await CliRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.Expect(ExitCode.WrongOptions).Says("Commands:", one);
        Assert.IsEmpty(run.Out);
    }

    [TestMethod]
    public async Task Help_Asked_IsTheResultAndEndsWell()
    {
        var run = await CliRun.OfAsync("--help");

        run.Expect(ExitCode.Done);
        foreach (var command in new[] { "train", "evaluate", "predict", "info", "export", "data", "backbones" }) Assert.Contains($"  {command} ", run.Out);
        Assert.Contains("not a medical device", run.Out);
    }

    [TestMethod]
    [DataRow("evaluate --data x", "--model")]
    [DataRow("evaluate --model x", "--data")]
    [DataRow("export --model x", "--onnx")]
    [DataRow("predict --model x", "image")]
    [DataRow("predict --model x y.png --json --csv", "--json and --csv can't both be given.")]
    [DataRow("data synthesize --patients 1 --size 5 --difficulty 2 --confounder x", "--patients must be a whole number in 4…100000; it is '1'.")]
    [DataRow("data synthesize --patients 1 --size 5 --difficulty 2 --confounder x", "--size must be a whole number in 32…4096; it is '5'.")]
    [DataRow("data synthesize --patients 1 --size 5 --difficulty 2 --confounder x", "--confounder must lie in 0…1; it is 'x'.")]
    public async Task AnyCommand_OptionMissingOrWrong_NamesIt(string line, string named)
        => (await CliRun.OfAsync(line.Split(' '))).Expect(ExitCode.WrongOptions).Says(named);

    [TestMethod]
    public async Task Train_UnknownBackbones_NamesThemAllWithAHintBeforeAnyWork()
    {
        var run = await CliRun.OfAsync("train", "--data", "nowhere", "--backbone", "chset", "nothing-like-it");

        run.Expect(ExitCode.WrongOptions).Says("'chset'", "Did you mean 'chest'?", "'nothing-like-it'");
        Assert.DoesNotContain("Reading", run.Words);
    }

    [TestMethod]
    public async Task Train_TensorFlowIsNotInThisBuild_EndsWithItsOwnCodeAndTheRemedy()
    {
        if (new ImageClassificationEngine(new ImageClassificationOptions()).CheckAvailability().Available) Assert.Inconclusive("This build holds TensorFlow.");
        (await CliRun.OfAsync("train", "--engine", "TensorFlow")).Expect(ExitCode.EngineUnavailable).Says("'tensorflow'", "-p:TensorFlow=Cpu", "--engine auto");
    }

    [TestMethod]
    public async Task Train_LibTorchCannotLoad_EndsWithItsOwnCodeAndTheRemedy()
    {
        if (LibTorch.Check() is { Available: true }) Assert.Inconclusive("libtorch loads here.");
        (await CliRun.OfAsync("train", "--engine", "torch")).Expect(ExitCode.EngineUnavailable).Says("'torch'", LibTorch.Check().Reason!, LibTorch.Check().Remedy!, "--engine auto");
    }

    [TestMethod]
    public async Task Train_WrongDevice_IsNamedBeforeAnyWork()
        => (await CliRun.OfAsync("train", "--data", "nowhere", "--device", "gpu")).Expect(ExitCode.WrongOptions).Says("--device", "'gpu'");

    [TestMethod]
    public async Task Info_WithoutModel_ShowsTheShippedOne()
    {
        var run = await CliRun.OfAsync("info");

        run.Expect(ExitCode.Done).Says("the shipped one");
        Assert.Contains("NORMAL, PNEUMONIA", run.Out);
        Assert.Contains("certified", run.Out);
    }

    [TestMethod]
    public async Task Backbones_List_NamesThoseThatTrainTakes()
    {
        var run = await CliRun.OfAsync("backbones", "list");

        run.Expect(ExitCode.Done);
        Assert.StartsWith("chest ", run.Lines[0]);
        Assert.Contains("resnet50-v2-7", run.Out);
    }

    [TestMethod]
    public async Task BackbonesDownload_UnknownName_IsAWrongOption()
        => (await CliRun.OfAsync("backbones", "download", "resnet5-v2-7")).Expect(ExitCode.WrongOptions).Says("Did you mean 'resnet50-v2-7'?");
}
