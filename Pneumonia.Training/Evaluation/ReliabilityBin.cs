namespace Pneumonia.Training.Evaluation;

/// <summary>Images of like probability, and how often they were positive.</summary>
/// <param name="Count">Images in the bin, 1 or more.</param>
/// <param name="MeanPredicted">Mean probability, in [0, 1].</param>
/// <param name="ObservedRate">Share that was positive, in [0, 1].</param>
/// <param name="Interval">Wilson interval of the observed rate.</param>
public sealed record ReliabilityBin(int Count, double MeanPredicted, double ObservedRate, Interval Interval);
