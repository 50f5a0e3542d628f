using Pneumonia.Training;

namespace Pneumonia.Tests.Pipeline;

/// <summary>Remembers what a run said of its progress.</summary>
internal sealed class ProgressLog : IProgress<TrainingProgress>
{
    private readonly List<TrainingProgress> _all = [];

    public void Report(TrainingProgress value)
    {
        lock (_all) _all.Add(value);
    }

    /// <summary>How many images' features had to be computed: what was missing when the stage began.</summary>
    public int Computed()
    {
        lock (_all)
        {
            var first = _all.First(static p => p.Stage == TrainingStage.Preparing);
            return first.Total - first.Done;
        }
    }
}
