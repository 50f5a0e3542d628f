namespace Pneumonia.Training.Search;

/// <summary>Is told how the search goes. Called from one thread at a time; must return quickly.</summary>
public interface ITrialObserver
{
    /// <summary>A trial begins.</summary>
    void ReportRunningTrial(TrialSettings settings)
    {
    }

    /// <summary>A trial ended well.</summary>
    void ReportCompletedTrial(TrialResult result)
    {
    }

    /// <summary>A trial is better than all before.</summary>
    void ReportBestTrial(TrialResult result)
    {
    }

    /// <summary>A trial failed; the search goes on.</summary>
    void ReportFailTrial(TrialResult result)
    {
    }
}
