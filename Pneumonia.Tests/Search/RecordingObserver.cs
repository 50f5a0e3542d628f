using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

/// <summary>Writes down what it hears, in order.</summary>
internal sealed class RecordingObserver : ITrialObserver
{
    public List<string> Heard { get; } = [];

    public void ReportRunningTrial(TrialSettings settings) => Heard.Add("running");

    public void ReportCompletedTrial(TrialResult result) => Heard.Add($"completed {result.Number}");

    public void ReportBestTrial(TrialResult result) => Heard.Add($"best {result.Number}");

    public void ReportFailTrial(TrialResult result) => Heard.Add($"failed {result.Number}");
}
