namespace Pneumonia.Model;

/// <summary>How the latest answers compare with those for the calibration images.</summary>
/// <remarks>
/// Measured by the population stability index (PSI), Σ (p − q) · ln(p / q) over the reference's tenths, each count raised by ½. From .1 on drift is
/// moderate, from .25 on it is drift, as scorecards have it (Siddiqi 2006), and only where it is beyond chance: without drift PSI / (1/n + 1/m) is
/// about χ² distributed (Yurdakul 2018), whose 99.9% point must be reached. A change of the share of sick patients is drift of the score too.
/// </remarks>
/// <param name="State">The worse of both.</param>
/// <param name="Count">Images in the window, 0 or more.</param>
/// <param name="PsiTypicality">Of how strange the images are, at least 0; null where there is no reference or fewer than 200 images.</param>
/// <param name="PsiScore">Of the probability of a finding, over the images that were answered with one; null as above.</param>
public sealed record DriftReport(DriftState State, int Count, double? PsiTypicality, double? PsiScore);
