using System.Globalization;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>Remembers the epochs of one training, to say afterwards which was the best and which was kept.</summary>
internal sealed class TrainingCurve
{
    private readonly List<TrainerSignal.EpochEnded> judged = [];
    private int epochs;

    public void Add(TrainerSignal signal)
    {
        if (signal is not TrainerSignal.EpochEnded epoch) return;
        epochs = Math.Max(epochs, epoch.Epoch + 1);
        if (epoch.OnJudges) judged.Add(epoch);
    }

    /// <summary>Which epoch was the best, and that ML.NET keeps the last.</summary>
    public string InWords()
    {
        if (judged.Count == 0) return $"No images were held back to judge the epochs: ML.NET keeps the weights of the last one, {epochs}.";
        var best = judged.MaxBy(static e => (e.Accuracy, -e.CrossEntropy))!;
        var last = judged[^1];
        return best.Epoch == last.Epoch
            ? $"ML.NET keeps the weights of the last epoch, {last.Epoch + 1}; it was also the best on the held-back images ({Figures(last)})."
            : $"ML.NET keeps the weights of the last epoch, {last.Epoch + 1} ({Figures(last)} on the held-back images), not those of the best, {best.Epoch + 1} ({Figures(best)}).";
    }

    private static string Figures(TrainerSignal.EpochEnded e)
        => string.Create(CultureInfo.InvariantCulture, $"accuracy {e.Accuracy:0.000}, cross-entropy {e.CrossEntropy:0.000}");
}
