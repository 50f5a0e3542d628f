namespace Pneumonia.Model.Manifest;

/// <summary>The rules between a manifest's fields, all checked before any is believed.</summary>
internal static class ManifestValidator
{
    public static void Validate(ModelManifest m)
    {
        var faults = Faults(m).ToList();
        if (faults.Count > 0)
        {
            throw new ModelFileException(ModelFileFault.Corrupt, "The model's manifest contradicts itself: " + string.Join(" ", faults));
        }
    }

    private static IEnumerable<string> Faults(ModelManifest m)
    {
        if (m.FormatVersion < 1) yield return $"formatVersion must be at least 1; it is {m.FormatVersion}.";
        if (m.Classes.IsDefaultOrEmpty || m.Thresholds.IsDefaultOrEmpty)
        {
            yield return "classes and thresholds must not be empty.";
            yield break;
        }

        if (HasNulls(m))
        {
            yield return "a list holds null.";
            yield break;
        }

        if (!Enum.IsDefined(m.Task)) yield return $"task {(int)m.Task} is not known.";
        if (m.Classes.Any(string.IsNullOrWhiteSpace)) yield return "a class has no name.";
        if (m.Classes.Distinct(StringComparer.Ordinal).Count() != m.Classes.Length) yield return "a class is named twice.";
        if (m.Task == ClassificationTask.Binary && m.Classes.Length != 2) yield return $"a binary model has 2 classes; here are {m.Classes.Length}.";
        if (m.Task == ClassificationTask.MultiClass && m.Classes.Length < 2) yield return "a multi-class model has at least 2 classes.";

        var outputs = m.Task == ClassificationTask.Binary ? 1 : m.Classes.Length;
        if (m.Thresholds.Length != outputs) yield return $"{outputs} thresholds are needed; here are {m.Thresholds.Length}.";
        if (m.Thresholds.Any(static t => !float.IsFinite(t) || t < 0)) yield return "a threshold is negative or not finite.";
        if (m.Task == ClassificationTask.Binary && m.NegativeClass != m.Classes[0])
        {
            yield return $"the negativeClass of a binary model is its first class, '{m.Classes[0]}'; here it is {(m.NegativeClass is { } found ? $"'{found}'" : "missing")}.";
        }
        else if (m.NegativeClass is { } negative && !m.Classes.Contains(negative))
        {
            yield return $"negativeClass '{negative}' is none of the classes.";
        }

        // Just above 1 means that nothing is called positive without a doubt.
        if (m.ReferBelow is not (null or (>= 0 and <= 1.001f))) yield return $"referBelow must lie in 0…1 (or just above); it is {m.ReferBelow}.";
        if (m.TypicalityLimit is not (null or (> 0 and <= float.MaxValue))) yield return $"typicalityLimit must be above 0 and finite; it is {m.TypicalityLimit}.";
        if (m.InputSize is < 16 or > 4096) yield return $"inputSize must lie in 16…4096; it is {m.InputSize}.";
        if (m.PixelRecipe is < 1 or > Imaging.PixelRecipe.Version)
        {
            yield return $"pixelRecipe must lie in 1…{Imaging.PixelRecipe.Version}; it is {m.PixelRecipe}.";
        }

        if (m.Graph.Kind is not (GraphRecord.Onnx or GraphRecord.TensorFlow)) yield return $"graph kind '{m.Graph.Kind}' is neither onnx nor tensorflow.";
        if (m.Graph.Kind == GraphRecord.TensorFlow)
        {
            if (m.Task == ClassificationTask.MultiLabel) yield return "a tensorflow graph can't be of a multi-label task.";
            if (m.CalibrationMap is null) yield return "a tensorflow graph needs a calibrationMap.";
        }

        if (m.CalibrationMap is { } map)
        {
            foreach (var fault in CalibrationMapRules.Faults(map, outputs, m.Task)) yield return fault;
        }

        if (m.Reference is { } reference)
        {
            foreach (var fault in ReferenceRules.Faults(reference)) yield return fault;
        }

        if (m.Graph.Bytes < 1) yield return $"the graph has {m.Graph.Bytes} bytes.";
    }

    // JSON's "null" within a list is no fault to the serializer, whatever the element's type says.
    private static bool HasNulls(ModelManifest m)
        => m.Classes.Contains(null!)
            || m.Backbones.Contains(null!)
            || m.Promises.Contains(null!)
            || m.Metrics.Contains(null!)
            || m.Notes.Contains(null!)
            || m.Data.Splits.Any(static s => s?.PerClass is null)
            || m.Files.Values.Concat(m.Packages.Values).Concat(m.Hyperparameters.Values).Contains(null);
}
