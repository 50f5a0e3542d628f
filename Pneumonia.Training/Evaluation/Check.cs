using System.Numerics.Tensors;

namespace Pneumonia.Training.Evaluation;

/// <summary>The checks all statistics share. Every message names the thing, the rule and the value found.</summary>
internal static class Check
{
    public static void SameLength(int length, int expected, string name)
    {
        if (length != expected)
            throw new ArgumentException($"{name} must hold one value for each of {expected}, but holds {length}.", name);
    }

    public static void Finite(ReadOnlySpan<float> values, string name)
    {
        // The largest magnitude is NaN or infinite as soon as one value is: one vectorised pass for the good case.
        if (values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values)))
            return;

        var at = 0;
        while (float.IsFinite(values[at]))
            at++;
        throw new ArgumentException($"{name} must be finite, but value {at} is {values[at]}.", name);
    }

    public static void Probabilities(ReadOnlySpan<float> values, string name)
    {
        Finite(values, name);
        if (values.IsEmpty || (TensorPrimitives.Min(values) >= 0 && TensorPrimitives.Max(values) <= 1))
            return;

        var at = values.IndexOfAnyExceptInRange(0f, 1f);
        throw new ArgumentException($"{name} must be probabilities in [0, 1], but value {at} is {values[at]}.", name);
    }

    public static void Labels(ReadOnlySpan<int> labels, int classes, string name)
    {
        var at = labels.IndexOfAnyExceptInRange(0, classes - 1);
        if (at >= 0)
            throw new ArgumentException($"{name} must be in 0…{classes - 1}, but label {at} is {labels[at]}.", name);
    }

    /// <summary>Scores and 0/1 labels of the same length; scores finite.</summary>
    public static void Binary(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        SameLength(labels.Length, scores.Length, nameof(labels));
        Labels(labels, 2, nameof(labels));
        Finite(scores, nameof(scores));
    }

    /// <summary>Probabilities and 0/1 labels of the same length.</summary>
    public static void BinaryProbabilities(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        SameLength(labels.Length, probabilities.Length, nameof(labels));
        Labels(labels, 2, nameof(labels));
        Probabilities(probabilities, nameof(probabilities));
    }

    public static void Patients(IReadOnlyList<string>? patients, int rows)
    {
        if (patients is null)
            return;
        SameLength(patients.Count, rows, nameof(patients));
        for (var i = 0; i < rows; i++)
            if (patients[i] is null)
                throw new ArgumentException($"patients must name every image's patient, but entry {i} is null.", nameof(patients));
    }

    public static void OpenUnit(double value, string name)
    {
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie strictly between 0 and 1.");
    }
}
