using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data;

/// <summary>How a folder or CSV is read. The defaults fit most data sets.</summary>
public sealed record DataSetOptions
{
    /// <value>
    /// The kind of labels; null (default) decides: a <c>|</c> in any label means multi-label, two classes binary, more multi-class.
    /// </value>
    public ClassificationTask? Task { get; init; }

    /// <value>The class whose recall counts, case-insensitive; null (default) recognises it by name. Binary only.</value>
    public string? PositiveClass { get; init; }

    /// <value>How the patient is read from a file name; a CSV column <c>patient</c> wins. Default <see cref="PatientRule.Auto"/>.</value>
    public PatientRule PatientRule { get; init; } = PatientRule.Auto;

    /// <value>What becomes of a patient in more than one official split. Default <see cref="SharedPatientPolicy.Report"/>.</value>
    public SharedPatientPolicy OnPatientInBothSplits { get; init; } = SharedPatientPolicy.Report;

    /// <value>
    /// Extensions that make a file in a folder an image, with the dot, case-insensitive. Default the formats this library decodes.
    /// </value>
    public ImmutableArray<string> Extensions { get; init; } = [".jpg", ".jpeg", ".jpe", ".png", ".bmp", ".gif", ".webp"];

    /// <value>Fewest images of each class, over all splits, inclusive; at least 0. Default 10.</value>
    public int MinImagesPerClass { get; init; } = 10;

    /// <value>An official validation part with fewer images joins train; at least 0. Default 100: less holds no choice.</value>
    public int MinValidationImages { get; init; } = 100;

    /// <value>Most images, inclusive; more are refused before they fill the memory. Default 1,000,000.</value>
    public int MaxImages { get; init; } = 1_000_000;

    internal IEnumerable<string> Faults()
    {
        if (PatientRule is null)
            yield return $"{nameof(PatientRule)} must not be null.";
        if (Extensions.IsDefaultOrEmpty || Extensions.Any(e => e is not ['.', _, ..]))
            yield return $"{nameof(Extensions)} must hold at least one extension, each with its dot.";
        if (MinImagesPerClass < 0)
            yield return $"{nameof(MinImagesPerClass)} must be at least 0, not {MinImagesPerClass}.";
        if (MinValidationImages < 0)
            yield return $"{nameof(MinValidationImages)} must be at least 0, not {MinValidationImages}.";
        if (MaxImages < 1)
            yield return $"{nameof(MaxImages)} must be at least 1, not {MaxImages}.";
    }

    internal void Validate()
    {
        string[] faults = [.. Faults()];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join(' ', faults));
    }
}
