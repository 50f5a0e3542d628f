namespace Pneumonia.Training.Torch.Learning;

/// <summary>The learning rate as a function of how much of the training is done: it does not depend on the batch size.</summary>
internal static class LearningRate
{
    private const double OneCycleStart = 1.0 / 25;
    private const double OneCycleEnd = 1e-4;

    /// <param name="options">Schedule, warm-up and highest rate.</param>
    /// <param name="done">Share of the training that is done, in [0, 1].</param>
    internal static double At(EndToEndOptions options, double done)
    {
        var rising = done < options.WarmUp;
        var share = rising ? done / options.WarmUp : (done - options.WarmUp) / (1 - options.WarmUp);
        var (start, end) = options.Schedule == LearningRateSchedule.OneCycle ? (OneCycleStart, OneCycleEnd) : (0, 0);
        if (!rising) return options.LearningRate * Cosine(1, end, share);
        return options.LearningRate * (options.Schedule == LearningRateSchedule.OneCycle ? Cosine(start, 1, share) : Math.Max(1e-3, share));
    }

    private static double Cosine(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
