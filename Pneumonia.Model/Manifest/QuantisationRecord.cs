namespace Pneumonia.Model.Manifest;

/// <summary>How a model was made smaller, and what that cost: the packaged model beside the one it was made from, each at its own thresholds.</summary>
/// <param name="Precision">float16 or int8.</param>
/// <param name="Ranges">How the ranges of activations were drawn: minmax or percentile; null where none are needed.</param>
/// <param name="RangeImages">Images behind those ranges.</param>
/// <param name="MeasuredOn">The images of the figures below: calibration, train …</param>
/// <param name="Images">How many they are.</param>
/// <param name="AucBefore">AUC of any finding, before; null where it is undefined.</param>
/// <param name="AucAfter">The same after.</param>
/// <param name="RecallBefore">Recall at the thresholds, before; null without positives.</param>
/// <param name="RecallAfter">The same after.</param>
/// <param name="SpecificityBefore">Specificity at the thresholds, before; null without negatives.</param>
/// <param name="SpecificityAfter">The same after.</param>
/// <param name="Flips">Share of the images that are decided otherwise.</param>
/// <param name="LargestDifference">Largest difference of a probability.</param>
/// <param name="MeanDifference">Mean difference of a probability.</param>
/// <param name="BytesBefore">Size of the graph before.</param>
/// <param name="BytesAfter">Size of the graph after.</param>
/// <param name="Speed">Images a second of the networks, after ÷ before, on one thread of the machine that made it: other processors give another figure.</param>
/// <param name="Certified">Whether the promises were made anew with the packaged model's own scores.</param>
public sealed record QuantisationRecord(
    string Precision, string? Ranges, int RangeImages, string MeasuredOn, int Images,
    double? AucBefore, double? AucAfter, double? RecallBefore, double? RecallAfter, double? SpecificityBefore, double? SpecificityAfter,
    double Flips, double LargestDifference, double MeanDifference, long BytesBefore, long BytesAfter, double Speed, bool Certified);
