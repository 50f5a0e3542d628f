using System.Collections.Immutable;

namespace Pneumonia.Model.Manifest;

/// <summary>What a calibration in a manifest must fulfil before it is used.</summary>
internal static class CalibrationMapRules
{
    /// <param name="map">The calibration.</param>
    /// <param name="outputs">Outputs of the model.</param>
    /// <param name="task">With classes that exclude each other only a temperature is lawful.</param>
    public static IEnumerable<string> Faults(CalibrationMap map, int outputs, ClassificationTask task)
    {
        if (map.Slopes.IsDefault || map.Intercepts.IsDefault || map.Curves.IsDefault)
        {
            yield return "calibrationMap lacks a list.";
            yield break;
        }

        if (map.Curves.IsEmpty)
        {
            if (map.Slopes.Length != outputs || map.Intercepts.Length != outputs)
            {
                yield return $"calibrationMap needs {outputs} slopes and intercepts; here are {map.Slopes.Length} and {map.Intercepts.Length}.";
                yield break;
            }

            if (!map.Slopes.All(static s => s >= 0 && double.IsFinite(s))) yield return "a slope of calibrationMap is negative or not finite.";
            if (!map.Intercepts.All(double.IsFinite)) yield return "an intercept of calibrationMap is not finite.";
            if (task == ClassificationTask.MultiClass && (map.Slopes.Distinct().Count() > 1 || map.Intercepts.Any(static i => i != 0)))
            {
                yield return "calibrationMap of a multi-class model must be one temperature.";
            }

            yield break;
        }

        if (task == ClassificationTask.MultiClass) yield return "calibrationMap of a multi-class model can't hold curves.";
        if (!map.Slopes.IsEmpty || !map.Intercepts.IsEmpty) yield return "calibrationMap holds slopes and curves; it must be one of them.";
        if (map.Curves.Length != outputs) yield return $"calibrationMap needs {outputs} curves; here are {map.Curves.Length}.";
        foreach (var curve in map.Curves)
        {
            if (!Lawful(curve)) yield return "a curve of calibrationMap has no knots, falls, or leaves 0…1.";
        }
    }

    private static bool Lawful(CalibrationCurve? curve)
        => curve is { Logits.IsDefaultOrEmpty: false, Probabilities.IsDefaultOrEmpty: false }
            && curve.Logits.Length == curve.Probabilities.Length
            && curve.Logits.All(double.IsFinite)
            && curve.Probabilities.All(static p => p is >= 0 and <= 1)
            && Rises(curve.Logits, strictly: true)
            && Rises(curve.Probabilities, strictly: false);

    private static bool Rises(ImmutableArray<double> values, bool strictly)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1] || (strictly && values[i] == values[i - 1])) return false;
        }

        return true;
    }
}
