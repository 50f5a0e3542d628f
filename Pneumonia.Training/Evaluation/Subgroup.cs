namespace Pneumonia.Training.Evaluation;

/// <summary>The images that share a value.</summary>
/// <param name="Value">The value, <see cref="Subgroups.Unknown"/> or <see cref="Subgroups.Other"/>.</param>
/// <param name="Evaluation">The same figures as of all images; its count says how far they can be trusted.</param>
public sealed record Subgroup(string Value, BinaryEvaluation Evaluation);
