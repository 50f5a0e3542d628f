using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>What a model is worth on images that differ from those it learned from.</summary>
/// <param name="Images">Test images used.</param>
/// <param name="Positives">Those with a finding; for multi-label those with any label.</param>
/// <param name="Unshifted">The same images as they are.</param>
/// <param name="Curves">Shift by shift, in the order of <see cref="StressShifts.All"/>.</param>
public sealed record StressReport(int Images, int Positives, StressPoint Unshifted, ImmutableArray<StressCurve> Curves)
{
    /// <summary>The shift that costs most of a figure, and what is left of it; null where the figure is known nowhere.</summary>
    /// <param name="figure">Which one.</param>
    public (StressCurve Curve, StressPoint Point)? Worst(Func<StressPoint, double> figure)
        => Curves.SelectMany(c => c.Points.Select(p => (Curve: c, Point: p)))
            .Where(x => !double.IsNaN(figure(x.Point)))
            .OrderBy(x => figure(x.Point))
            .Select(x => ((StressCurve, StressPoint)?)x)
            .FirstOrDefault();
}
