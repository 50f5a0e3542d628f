namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>What ML.NET's trainer says of its progress, free of its types.</summary>
/// <param name="OnJudges">Whether it speaks of the images that judge the epochs, not of those that train.</param>
internal abstract record TrainerSignal(bool OnJudges)
{
    /// <summary>The features of one more image are there.</summary>
    /// <param name="OnJudges">Of which images.</param>
    /// <param name="Index">How many are there, from 1.</param>
    internal sealed record Featurised(bool OnJudges, int Index) : TrainerSignal(OnJudges);

    /// <summary>An epoch has ended.</summary>
    /// <param name="OnJudges">On which images it was measured.</param>
    /// <param name="Epoch">From 0.</param>
    /// <param name="Accuracy">Mean of the batches, in [0, 1].</param>
    /// <param name="CrossEntropy">Mean of the batches, in nats.</param>
    /// <param name="LearningRate">Of its last batch.</param>
    internal sealed record EpochEnded(bool OnJudges, int Epoch, float Accuracy, float CrossEntropy, float LearningRate) : TrainerSignal(OnJudges);
}
