using System.Collections.Immutable;
using Microsoft.ML;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>The narrow seam to ML.NET's trainer: everything else is built and tested without it.</summary>
internal interface ITrainer
{
    /// <summary>Whether TensorFlow can be loaded.</summary>
    EngineAvailability Check();

    /// <value>Versions of what it is made of.</value>
    ImmutableSortedDictionary<string, string> Packages { get; }

    /// <summary>Trains; cancelled between two images or two epochs.</summary>
    /// <returns>From "Features" (a square JPEG) to "Score" (the share of each class) and "PredictedLabel" (a class name).</returns>
    TrainedTransformer Train(TrainerJob job, CancellationToken cancellationToken);
}

/// <summary>A transformer and what made it.</summary>
internal sealed record TrainedTransformer(MLContext Context, ITransformer Transformer);
