using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Onnx;

/// <summary>What must hold for a <see cref="ClassifierGraphSpec"/>; every fault is found, not only the first.</summary>
internal static class ClassifierGraphSpecRules
{
    // Loose enough for columns rounded to float32.
    private const double OrthonormalTolerance = 1e-3;

    /// <exception cref="ArgumentException">A rule is broken; the message lists every fault.</exception>
    internal static void Check(ClassifierGraphSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var faults = Faults(spec).ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException(
                $"The classifier can't be composed:{string.Concat(faults.Select(fault => $"\n- {fault}"))}", nameof(spec));
        }
    }

    private static IEnumerable<string> Faults(ClassifierGraphSpec spec)
        => spec.Members.IsDefaultOrEmpty
            ? ["Members must be one or more; found none"]
            :
            [
                .. OfMembers(spec), .. OfOutputs(spec), .. OfCalibration(spec), .. OfMapBaseline(spec),
                .. OfTypicality(spec.Typicality, spec.Members[0].Backbone.FeatureWidth),
            ];

    private static IEnumerable<string> OfMembers(ClassifierGraphSpec spec)
    {
        for (var i = 0; i < spec.Members.Length; i++)
        {
            var (backbone, head) = spec.Members[i];
            if (head.Outputs != spec.Outputs)
                yield return $"Members[{i}].Head must have as many outputs as the first; found {head.Outputs} for {spec.Outputs}";
            if (head.Features != backbone.FeatureWidth)
            {
                yield return $"Members[{i}].Head must take the features of its backbone; found a head of [{head.Features}, {head.Outputs}] "
                    + $"on features [N, {backbone.FeatureWidth}]";
            }

            if (backbone.Input.Side != spec.Side)
                yield return $"Members[{i}].Backbone must take images of the first one's side; found {backbone.Input.Side} for {spec.Side}";
        }

        if (spec.Metadata.Keys.Any(string.IsNullOrWhiteSpace))
            yield return "Metadata must have no empty key; found one";
    }

    private static IEnumerable<string> OfOutputs(ClassifierGraphSpec spec)
    {
        if (!Enum.IsDefined(spec.Task))
            yield return $"Task must be a known task; found {spec.Task}";
        if (spec.Task == ClassificationTask.Binary && spec.Outputs != 1)
            yield return $"Members must have 1 output for a binary task; found {spec.Outputs}";
        if (spec.Task == ClassificationTask.MultiClass && spec.Outputs < 2)
            yield return $"Members must have 2 or more outputs for a multi-class task; found {spec.Outputs}";
        if (Length(spec.Thresholds) != spec.Outputs)
            yield return $"Thresholds must be {spec.Outputs}, one an output; found {Length(spec.Thresholds)}";
        if (spec.NegativeIndex is { } negative && (spec.Task != ClassificationTask.MultiClass || negative < 0 || negative >= spec.Outputs))
            yield return $"NegativeIndex must be an output of a multi-class task, or null; found {negative}";
        // Just above 1 means that everything found is referred.
        if (spec.ReferBelow is not (null or (>= 0 and <= 1.001f)))
            yield return $"ReferBelow must lie in 0…1 (or just above), or be null; found {spec.ReferBelow}";
        if (spec.TypicalityLimit is { } limit && !(limit > 0 && float.IsFinite(limit)))
            yield return $"TypicalityLimit must be finite and above zero, or null; found {limit}";
        var zero = spec.Task == ClassificationTask.Binary;
        foreach (var threshold in OrEmpty(spec.Thresholds).Where(t => !(zero ? t >= 0 : t > 0) || t > 1))
            yield return $"Thresholds must lie in {(zero ? '[' : '(')}0, 1]; found {threshold}";
    }

    private static IEnumerable<string> OfMapBaseline(ClassifierGraphSpec spec)
    {
        var first = spec.Members[0].Backbone;
        var places = spec.Outputs * first.MapHeight * first.MapWidth;
        if (Length(spec.MapBaseline) != 0 && Length(spec.MapBaseline) != places)
            yield return $"MapBaseline must be empty or {spec.Outputs} × {first.MapHeight} × {first.MapWidth}; found {Length(spec.MapBaseline)} values";
        if (!Finite(spec.MapBaseline))
            yield return "MapBaseline must be finite; found a number that isn't";
    }

    private static IEnumerable<string> OfCalibration(ClassifierGraphSpec spec)
    {
        var k = spec.Outputs;
        var byLabel = spec.Calibration is CalibrationParameters.Platt or CalibrationParameters.Isotonic;
        if (spec.Task == ClassificationTask.MultiClass && byLabel)
            yield return $"Calibration must be none or temperature for a multi-class task; found {spec.Calibration.GetType().Name}";

        switch (spec.Calibration)
        {
            case CalibrationParameters.Platt platt:
                if (Length(platt.Slopes) != k || Length(platt.Offsets) != k)
                    yield return $"Calibration must have {k} slopes and offsets; found {Length(platt.Slopes)} and {Length(platt.Offsets)}";
                if (!Finite(platt.Slopes) || !Finite(platt.Offsets))
                    yield return "Calibration must have finite slopes and offsets; found one that isn't";
                break;
            case CalibrationParameters.Temperature { Value: var t } when !(t > 0) || !float.IsFinite(1f / t) || !float.IsFinite(t):
                yield return $"Calibration must have a finite temperature above zero; found {t}";
                break;
            case CalibrationParameters.Isotonic isotonic:
                if (Length(isotonic.Curves) != k)
                    yield return $"Calibration must have {k} curves; found {Length(isotonic.Curves)}";
                foreach (var fault in OrEmpty(isotonic.Curves).SelectMany(OfCurve))
                    yield return fault;
                break;
            case null:
                yield return "Calibration must be given; found null";
                break;
        }
    }

    private static IEnumerable<string> OfCurve(IsotonicCurve curve, int label)
    {
        if (Length(curve.X) == 0 || Length(curve.X) != Length(curve.Y))
        {
            yield return $"Calibration curve {label} must have as many x as y, at least one; found {Length(curve.X)} and {Length(curve.Y)}";
            yield break;
        }

        if (!Finite(curve.X) || curve.Y.Any(y => !(y >= 0 && y <= 1)))
            yield return $"Calibration curve {label} must have finite x and y in [0, 1]; found others";
        for (var i = 1; i < curve.X.Length; i++)
        {
            // The inverse of the step is written into the graph, so it must be a number as well.
            var step = curve.X[i] - curve.X[i - 1];
            if (!(step > 0) || !float.IsFinite(step) || !float.IsFinite(1f / step))
                yield return $"Calibration curve {label} must have strictly ascending x; found {curve.X[i - 1]} before {curve.X[i]}";
            if (curve.Y[i] < curve.Y[i - 1])
                yield return $"Calibration curve {label} must never fall; found {curve.Y[i - 1]} before {curve.Y[i]}";
        }
    }

    private static IEnumerable<string> OfTypicality(TypicalityParameters t, int width)
    {
        if (t.FeatureWidth != width)
        {
            yield return $"Typicality must be of the first member's {width} features; found {t.FeatureWidth}";
            yield break;
        }

        if (t.Appearance is { } look)
        {
            if (Unusable(t.AppearanceWeight)) yield return $"Typicality.AppearanceWeight must be finite and above zero; found {t.AppearanceWeight}";
            foreach (var fault in OfTypicality(look, Appearance.Width)) yield return "Appearance: " + fault;
        }

        var rank = Length(t.Eigenvalues);
        if (Length(t.ClassMeans) == 0 || Length(t.ClassMeans) % width != 0)
            yield return $"Typicality.ClassMeans must be classes × {width}; found {Length(t.ClassMeans)} values";
        if (rank > width)
            yield return $"Typicality.Eigenvalues must be at most {width}; found {rank}";
        if (!Finite(t.ClassMeans) || !Finite(t.Projection))
            yield return "Typicality must have finite means and projection; found a number that isn't";
        if (OrEmpty(t.Eigenvalues).Any(Unusable) || Unusable(t.ResidualVariance))
            yield return "Typicality must have finite variances above zero; found one that isn't";
        if (Length(t.Projection) != width * (long)rank)
            yield return $"Typicality.Projection must be {width} × {rank}; found {Length(t.Projection)} values";
        else if (rank <= width && Orthonormality(t, rank) is var worst && !(worst <= OrthonormalTolerance))
            yield return $"Typicality.Projection must have orthonormal columns; found a product off by {worst:G3}";
    }

    /// <summary>Largest deviation of PᵀP from the identity.</summary>
    private static double Orthonormality(TypicalityParameters t, int rank)
    {
        double worst = 0;
        for (var a = 0; a < rank; a++)
        {
            for (var b = a; b < rank; b++)
            {
                double product = a == b ? -1 : 0;
                for (var f = 0; f < t.FeatureWidth; f++)
                    product += (double)t.Projection[f * rank + a] * t.Projection[f * rank + b];
                worst = double.IsNaN(product) ? double.PositiveInfinity : Math.Max(worst, Math.Abs(product));
            }
        }

        return worst;
    }

    private static bool Unusable(float variance) => !(variance > 0) || !float.IsFinite(variance) || !float.IsFinite(1f / variance);

    private static bool Finite(ImmutableArray<float> values) => OrEmpty(values).All(float.IsFinite);

    private static int Length<T>(ImmutableArray<T> values) => values.IsDefault ? 0 : values.Length;

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;
}
