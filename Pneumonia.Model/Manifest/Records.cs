using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pneumonia.Model.Manifest;

/// <summary>A network that the model was built on.</summary>
/// <param name="Name">Its name in the catalogue, or the file name it came from.</param>
/// <param name="Sha256">SHA-256 of the ONNX file it came from, lower-case hex.</param>
/// <param name="TrainedOn">The data it was trained on before, where known.</param>
/// <param name="Overlap">How many of the user's own images it was trained on before; null where that cannot be known.</param>
public sealed record BackboneRecord(string Name, string Sha256, string? TrainedOn, int? Overlap);

/// <summary>The data a model learned from.</summary>
/// <param name="ContentHash">SHA-256 over every image's hash, label and split, lower-case hex.</param>
/// <param name="PatientRule">How patients were told apart.</param>
/// <param name="Splits">Images and patients of each split.</param>
public sealed record DataRecord(string ContentHash, string PatientRule, ImmutableArray<SplitRecord> Splits);

/// <summary>One split of the data.</summary>
/// <param name="Name">train, calibration or test.</param>
/// <param name="Images">Number of images.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="PerClass">Images of each class (an image with several findings counts in each).</param>
public sealed record SplitRecord(string Name, int Images, int Patients, ImmutableSortedDictionary<string, int> PerClass);

/// <summary>How logits became probabilities.</summary>
/// <param name="Method">none, platt, temperature or isotonic.</param>
/// <param name="Source">The scores it was fitted on.</param>
/// <param name="Rows">How many they were.</param>
/// <param name="EceBefore">Expected calibration error before, in [0, 1]; null where it was not measured.</param>
/// <param name="EceAfter">Expected calibration error after, cross-validated; null where it was not measured.</param>
public sealed record CalibrationRecord(string Method, string Source, int Rows, double? EceBefore, double? EceAfter);

/// <summary>A promise on recall: with the stated confidence, recall on data like the calibration data is at least the target.</summary>
/// <param name="Label">The class it speaks of.</param>
/// <param name="TargetRecall">The recall asked for, in (0, 1).</param>
/// <param name="Confidence">The confidence asked for, in (0, 1).</param>
/// <param name="Certified">Whether the data sufficed. Where false, the threshold is only the empirical one.</param>
/// <param name="LowerBound">One-sided lower bound on recall at the threshold, or null where there is none.</param>
/// <param name="EmpiricalRecall">Recall seen on the calibration data.</param>
/// <param name="Positives">Positive images the promise rests on.</param>
/// <param name="Patients">Positive patients the promise rests on.</param>
/// <param name="Method">The statistical method.</param>
/// <param name="Explanation">The same in words.</param>
public sealed record PromiseRecord(
    string Label, double TargetRecall, double Confidence, bool Certified, double? LowerBound, double? EmpiricalRecall,
    int Positives, int Patients, string Method, string Explanation);

/// <summary>A promise on specificity at the upper bar of the refer band: with the stated confidence, at least so many negatives are not called positive.</summary>
/// <param name="TargetSpecificity">The specificity asked for, in (0, 1).</param>
/// <param name="Confidence">The confidence asked for, in (0, 1).</param>
/// <param name="Certified">Whether the data sufficed. Where false, the bar is only the empirical one.</param>
/// <param name="LowerBound">One-sided lower bound on specificity at the bar, or null where there is none.</param>
/// <param name="EmpiricalSpecificity">Specificity seen on the calibration data.</param>
/// <param name="Negatives">Negative images the promise rests on.</param>
/// <param name="Patients">Negative patients the promise rests on.</param>
/// <param name="ReferredShare">Share of the calibration images between the two bars; depends on prevalence.</param>
/// <param name="Explanation">The same in words.</param>
public sealed record SpecificityRecord(
    double TargetSpecificity, double Confidence, bool Certified, double? LowerBound, double? EmpiricalSpecificity,
    int Negatives, int Patients, double? ReferredShare, string Explanation);

/// <summary>A figure with its interval.</summary>
/// <param name="Name">auc, recall, specificity, accuracy …</param>
/// <param name="MeasuredOn">test, out-of-fold …: the data it speaks of.</param>
/// <param name="Value">The figure; null where it is undefined (no positives, say).</param>
/// <param name="Lower">Lower end of the interval, or null.</param>
/// <param name="Upper">Upper end of the interval, or null.</param>
/// <param name="Confidence">Confidence of the interval, or null.</param>
/// <param name="Method">How the interval was made, or null.</param>
/// <param name="N">Number of images behind it: of recall the positive ones, of specificity the negative ones, of precision those that were called positive.</param>
public sealed record MetricRecord(
    string Name, string MeasuredOn, double? Value, double? Lower, double? Upper, double? Confidence, string? Method, int N);

/// <summary>Where the graph lies in the .zip.</summary>
/// <param name="Kind">onnx, or tensorflow for ML.NET's own image classification.</param>
/// <param name="Entry">Name of the .zip entry.</param>
/// <param name="Sha256">SHA-256 of the graph itself, lower-case hex.</param>
/// <param name="Bytes">Length of the graph in bytes.</param>
public sealed record GraphRecord(string Kind, string Entry, string Sha256, long Bytes)
{
    /// <summary>One ONNX graph that holds calibration and thresholds too.</summary>
    public const string Onnx = "onnx";

    /// <summary>A transformer of ML.NET's own image classification: calibration lies in the manifest, and there are no heat maps, no typicality, no ONNX.</summary>
    public const string TensorFlow = "tensorflow";

    /// <value>Whether it is ONNX: only then can the graph be exported, and are there activation maps and typicality.</value>
    [JsonIgnore]
    public bool IsOnnx => Kind == Onnx;
}
