namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>How well maps point, over all images of a set.</summary>
/// <param name="Images">How many.</param>
/// <param name="Hits">Mean of <see cref="PointingGame.Hit"/>, 0…1.</param>
/// <param name="Energy">Mean of <see cref="EnergyInside.Share"/>, 0…1.</param>
internal sealed record PointingScore(int Images, double Hits, double Energy);
