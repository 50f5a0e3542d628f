using Pneumonia.Cli;
using Pneumonia.Cli.Output;
using Pneumonia.Training;
using Pneumonia.Training.Search;
using Spectre.Console.Testing;

namespace Pneumonia.Tests.Cli;

[TestClass]
public sealed class TrainingDisplayTests
{
    [TestMethod]
    public void Report_OnATerminal_DrawsABarAStageAndMovesTheSearchWithItsTrials()
    {
        using var terminal = new TestConsole();
        terminal.Profile.Capabilities.Ansi = true;
        terminal.Profile.Capabilities.Interactive = true;
        terminal.Profile.Width = 100;
        using (var display = new TrainingDisplay(new CliConsole(TextWriter.Null, terminal, IsInteractive: true), "auc"))
        {
            display.Report(new TrainingProgress(TrainingStage.Reading, 0, 0, $"/a/very/long/path/{new string('x', 90)}/[data]"));
            display.Report(new TrainingProgress(TrainingStage.Searching, 0, 4));
            display.ReportCompletedTrial(Result(1, 0.9));
            display.ReportFailTrial(Result(2, double.NaN) with { Error = "no [room]" });
            display.Report(new TrainingProgress(TrainingStage.Packaging, 0, 1));
        }

        Assert.Contains("trial   1  0.9000", terminal.Output);
        Assert.Contains("no [room]", terminal.Output);
        Assert.Contains("50%", terminal.Output, "Two of four trials.");
        Assert.Contains("/[data]", terminal.Output, "A long path keeps its end.");
        var last = terminal.Output[terminal.Output.LastIndexOf("Packaging", StringComparison.Ordinal)..];
        Assert.DoesNotContain("100%", last, "A run that broke off is not shown as done.");
    }

    [TestMethod]
    public void Report_WithoutATerminal_SaysEachStageAndTrialOnce()
    {
        using var log = new TestConsole();
        log.Profile.Width = 200;
        using (var display = new TrainingDisplay(new CliConsole(TextWriter.Null, log, IsInteractive: false), "recall"))
        {
            for (var i = 0; i < 5; i++) display.Report(new TrainingProgress(TrainingStage.Preparing, i, 5, "chest"));
            display.ReportCompletedTrial(Result(1, 0.8));
            display.ReportCompletedTrial(Result(2, 0.7));
            display.ReportCompletedTrial(Result(3, 0.9) with { Resumed = true });
        }

        Assert.HasCount(5, log.Lines);
        Assert.AreEqual("Preparing: chest", log.Lines[0]);
        Assert.Contains("recall", log.Lines[1]);
        Assert.StartsWith("  * trial   1", log.Lines[2]);
        Assert.StartsWith("    trial   2", log.Lines[3]);
        Assert.StartsWith("  * trial   3  0.9000  remembered", log.Lines[4]);
    }

    private static TrialResult Result(int number, double metric) => new()
    {
        Number = number,
        Settings = new TrialSettings("frozen", TrialParameters.Empty.With("l2", 1)),
        Metric = metric,
        Duration = TimeSpan.FromSeconds(1),
        PeakMemory = 0,
    };
}
