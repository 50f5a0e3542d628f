using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Drifting;

/// <summary>Counts answers, and keeps nothing else of them. Thread-safe; its memory is that of four small histograms.</summary>
internal sealed class DriftWatch
{
    /// <value>Fewer images say nothing.</value>
    internal const int LeastImages = 200;

    private const double Moderate = 0.1;
    private const double Drifted = 0.25;

    private readonly Lock gate = new();
    private readonly SlidingHistogram? typicality;
    private readonly SlidingHistogram? score;
    private readonly int half;
    private int filling;
    private int older;

    /// <param name="reference">What answers are compared with, or null.</param>
    /// <param name="window">Most images that are looked back on.</param>
    public DriftWatch(ReferenceRecord? reference, int window)
    {
        half = window / 2;
        if (reference?.Typicality is { } t) typicality = new SlidingHistogram(t, reference.Images);
        if (reference?.Score is { } s) score = new SlidingHistogram(s, reference.Images);
    }

    /// <summary>Counts an answer and hands it on.</summary>
    public Prediction Note(Prediction answer)
    {
        if (typicality is null && score is null) return answer;
        lock (gate)
        {
            typicality?.Add(answer.Typicality);
            // The probability of what is no radiograph means nothing.
            if (answer.Decision != Decision.NotAChestXray) score?.Add(answer.Probability);
            if (++filling == half) Slide();
        }

        return answer;
    }

    public DriftReport Report()
    {
        if (typicality is null && score is null) return new DriftReport(DriftState.NoReference, 0, null, null);
        lock (gate)
        {
            var (strange, sick) = (Look(typicality), Look(score));
            var state = (DriftState)Math.Max((int)strange.State, (int)sick.State);
            return new DriftReport(state, filling + older, strange.Psi, sick.Psi);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            typicality?.Clear();
            score?.Clear();
            (filling, older) = (0, 0);
        }
    }

    private void Slide()
    {
        typicality?.Slide();
        score?.Slide();
        (older, filling) = (filling, 0);
    }

    private static (DriftState State, double? Psi) Look(SlidingHistogram? counts)
    {
        if (counts is null || counts.Count < LeastImages) return (DriftState.TooFew, null);
        var (psi, chance) = (counts.Psi(), counts.Chance());
        if (psi < Math.Max(Moderate, chance)) return (DriftState.Stable, psi);
        return (psi < Math.Max(Drifted, chance) ? DriftState.Moderate : DriftState.Drifted, psi);
    }
}
