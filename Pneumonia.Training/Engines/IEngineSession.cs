using System.Collections.Immutable;
using Pneumonia.Training.Search;

namespace Pneumonia.Training.Engines;

/// <summary>An engine at work on one set of training rows.</summary>
public interface IEngineSession : IDisposable
{
    /// <value>What the search may choose.</value>
    SearchSpace Space { get; }

    /// <value>Shares of the full training at which a trial may be judged, ascending, the last one 1.</value>
    ImmutableArray<double> Rungs => [1];

    /// <value>Trials of a search whose budget names no number. Default 12.</value>
    int DefaultTrials => 12;

    /// <summary>How dear a trial is; 1 is a linear head on ready features. A pure function: searches must repeat.</summary>
    double RelativeCost(TrialSettings settings);

    /// <summary>What would be packaged for a setting: side of its input in pixels, and what one image costs. Ensembles must fit and pay.</summary>
    NetworkShape ShapeOf(TrialSettings settings);

    /// <summary>
    /// What else a trial's result hangs on and its settings don't say, such as the hash of a backbone's file: a journal keeps trials of
    /// the same settings apart by it.
    /// </summary>
    string Fingerprint(TrialSettings settings) => "";

    /// <summary>Trains on all folds but one, for each fold, and scores the one left out. Ends within a second of being cancelled.</summary>
    /// <returns>Out-of-fold logits [training rows, K], row by row.</returns>
    float[] CrossValidate(TrialSettings settings, CancellationToken cancellationToken);

    /// <summary>Trains on all training rows.</summary>
    TrainedNetwork Fit(TrialSettings settings, CancellationToken cancellationToken);

    /// <summary>
    /// Told that the model is written: what was kept so that a killed run goes on may go. A trial that was stopped in the middle keeps its state, since a
    /// longer search runs it next. Without this call nothing may be thrown away.
    /// </summary>
    void Complete()
    {
    }
}
