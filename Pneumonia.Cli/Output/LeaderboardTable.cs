using System.Globalization;
using Pneumonia.Training.Search;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>The best trials of a search, for people.</summary>
internal static class LeaderboardTable
{
    private const int Shown = 5;

    public static Table Of(SearchOutcome search)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("best trials").AddColumn("out of fold").AddColumn("worst fold").AddColumn("time").AddColumn("settings");
        foreach (var trial in Leaderboard.Ranked(search.Trials).Take(Shown))
        {
            table.AddRow(
                $"trial {trial.Number}",
                Number(trial.Metric),
                Number(trial.FoldMetrics.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min()),
                string.Create(CultureInfo.InvariantCulture, $"{trial.Duration.TotalSeconds:0.0} s"),
                Markup.Escape($"{trial.Settings.Engine} {trial.Settings.Parameters}"));
        }

        return table;
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "unknown";
}
