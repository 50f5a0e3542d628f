using System.Collections.Immutable;

namespace Pneumonia.Training.Screening;

/// <summary>
/// What counts as a fault, and what becomes of it. The bars are set so that at most 1% of good radiographs are blamed by all of them together
/// (measured on paediatric and adult ones); greys run from 0 (black) to 255 (white) on the image shrunk to 128 × 128.
/// </summary>
public sealed record ScreeningOptions
{
    /// <value>The policy of every kind that <see cref="Policies"/> doesn't name. Default <see cref="ScreeningPolicy.Report"/>.</value>
    public ScreeningPolicy Policy { get; init; } = ScreeningPolicy.Report;

    /// <value>Policies of single kinds. Default none.</value>
    public ImmutableDictionary<ScreeningKind, ScreeningPolicy> Policies { get; init; } = ImmutableDictionary<ScreeningKind, ScreeningPolicy>.Empty;

    /// <value>Smallest width and height in pixels, inclusive; at least 1. Default 96.</value>
    public int MinSide { get; init; } = 96;

    /// <value>Blur (Crete 2007) above which an image counts as blurred, in (0, 1]. Default 0.68; good radiographs reach 0.66, a blur of σ = 3 pixels at 224 pixels gives 0.67 … 0.82.</value>
    public double MaxBlur { get; init; } = 0.68;

    /// <value>Smallest difference of the 95th and the 5th percentile in greys, inclusive, 0 … 255. Default 50; good radiographs have 66 and more.</value>
    public double MinContrast { get; init; } = 50;

    /// <value>Largest share of white pixels, inclusive, 0 … 1. Default 0.15; good radiographs have up to 0.09.</value>
    public double MaxWhite { get; init; } = 0.15;

    /// <value>Largest middle grey, inclusive, 0 … 255. Default 240; good radiographs reach 233.</value>
    public double MaxMedian { get; init; } = 240;

    /// <value>Largest share of black pixels, inclusive, 0 … 1. Default 0.5; good radiographs have up to 0.45.</value>
    public double MaxBlack { get; init; } = 0.5;

    /// <value>Smallest middle grey, inclusive, 0 … 255. Default 40; good radiographs have 45 and more.</value>
    public double MinMedian { get; init; } = 40;

    /// <value>Confidence from which on an image counts as inverted or turned, inclusive, in (0.5, 1]. Default 0.95.</value>
    public double PoseConfidence { get; init; } = 0.95;

    /// <value>Largest share of pixels that show a colour, inclusive, 0 … 1. Default 0.01: a coloured stamp is more.</value>
    public double MaxColoured { get; init; } = 0.01;

    /// <value>Share of a side, inclusive, that each of two opposite even bars may take, 0 … 0.5. Default 0.06.</value>
    public double MaxBar { get; init; } = 0.06;

    /// <value>
    /// In how many of the 256 bits of a perceptual hash two near duplicates may differ, inclusive, 0 … 31. Default 24; resized, brightened or
    /// recompressed copies differ in up to 13, different images of 5,216 in 35 and more.
    /// </value>
    public int NearDuplicateBits { get; init; } = 24;

    /// <value>AUC from which on size, aspect or colour mode count as a leak, inclusive, in (0.5, 1]. Default 0.65.</value>
    public double LeakAuc { get; init; } = 0.65;

    /// <value>Fewest images of a class below which is warned, at least 0. Default 100.</value>
    public int FewImages { get; init; } = 100;

    /// <summary>The policy of a kind.</summary>
    public ScreeningPolicy PolicyOf(ScreeningKind kind) => Policies.GetValueOrDefault(kind, Policy);

    internal IEnumerable<string> Faults()
    {
        if (MinSide < 1) yield return Broken(nameof(MinSide), "at least 1", MinSide);
        if (!(MaxBlur is > 0 and <= 1)) yield return Broken(nameof(MaxBlur), "in (0, 1]", MaxBlur);
        foreach (var (name, value) in new[] { (nameof(MinContrast), MinContrast), (nameof(MaxMedian), MaxMedian), (nameof(MinMedian), MinMedian) })
            if (!(value is >= 0 and <= 255)) yield return Broken(name, "in 0…255", value);
        foreach (var (name, value) in new[] { (nameof(MaxWhite), MaxWhite), (nameof(MaxBlack), MaxBlack), (nameof(MaxColoured), MaxColoured) })
            if (!(value is >= 0 and <= 1)) yield return Broken(name, "in 0…1", value);
        if (!(PoseConfidence is > 0.5 and <= 1)) yield return Broken(nameof(PoseConfidence), "in (0.5, 1]", PoseConfidence);
        if (!(MaxBar is >= 0 and <= 0.5)) yield return Broken(nameof(MaxBar), "in 0…0.5", MaxBar);
        if (NearDuplicateBits is < 0 or > 31) yield return Broken(nameof(NearDuplicateBits), "in 0…31", NearDuplicateBits);
        if (!(LeakAuc is > 0.5 and <= 1)) yield return Broken(nameof(LeakAuc), "in (0.5, 1]", LeakAuc);
        if (FewImages < 0) yield return Broken(nameof(FewImages), "at least 0", FewImages);
    }

    private static string Broken(string name, string rule, IFormattable value) => FormattableString.Invariant($"Screening's {name} must be {rule}; it is {value}.");
}
