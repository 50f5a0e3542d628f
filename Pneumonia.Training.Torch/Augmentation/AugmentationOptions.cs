namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>How training images are varied, each time anew. A range of one value, or a probability of 0, switches a variation off.</summary>
public sealed record AugmentationOptions
{
    /// <summary>What is used where nothing is named.</summary>
    public static AugmentationOptions Default { get; } = new();

    /// <summary>No variation at all.</summary>
    public static AugmentationOptions None { get; } = Default.WithStrength(0);

    /// <value>Share of the image's area that is cropped and stretched to the input, evenly. Range (0, 1], ascending. Default 0.2 to 1.</value>
    public (double Low, double High) CropArea { get; init; } = (0.2, 1);

    /// <value>Width of a crop over its height, before stretching; equal ratios are equally likely. Range 0.25…4, ascending. Default 0.75 to 1.33.</value>
    public (double Low, double High) CropAspect { get; init; } = (0.75, 4.0 / 3);

    /// <value>Probability that the image is shrunk inside a border instead of cropped. Range 0…1. Default 0.15.</value>
    public double PaddingProbability { get; init; } = 0.15;

    /// <value>Largest side of a padded image, over the image's own. Range 1…3. Default 1.4.</value>
    public double PaddingScale { get; init; } = 1.4;

    /// <value>Probability of a mirror image. Range 0…1. Default 0.5.</value>
    public double FlipProbability { get; init; } = 0.5;

    /// <value>Largest rotation either way, in degrees. Range 0…180. Default 10.</value>
    public double Rotation { get; init; } = 10;

    /// <value>Largest shear either way, in degrees. Range 0…45. Default 5.</value>
    public double Shear { get; init; } = 5;

    /// <value>Largest change of brightness either way, as a share of the grey scale. Range 0…1. Default 0.2.</value>
    public double Brightness { get; init; } = 0.2;

    /// <value>Factor of contrast about the image's mean; equal ratios are equally likely. Range 0.05…20, ascending. Default 0.5 to 1.8.</value>
    public (double Low, double High) Contrast { get; init; } = (0.5, 1.8);

    /// <value>Exponent of the grey values in [0, 1]; equal ratios are equally likely. Range 0.1…10, ascending. Default 0.5 to 2.</value>
    public (double Low, double High) Gamma { get; init; } = (0.5, 2);

    /// <value>Probability that the grey values are pulled, by a random share, towards an even histogram. Range 0…1. Default 0.1.</value>
    public double EqualisationProbability { get; init; } = 0.1;

    /// <value>Probability of a Gaussian blur. Range 0…1. Default 0.2.</value>
    public double BlurProbability { get; init; } = 0.2;

    /// <value>Deviation of the blur in pixels of the input. Range 0.1…8, ascending. Default 0.3 to 1.5.</value>
    public (double Low, double High) BlurSigma { get; init; } = (0.3, 1.5);

    /// <value>Probability of noise. Range 0…1. Default 0.2.</value>
    public double NoiseProbability { get; init; } = 0.2;

    /// <value>Largest deviation of the noise, in grey levels. Range 0…128. Default 15.</value>
    public double NoiseSigma { get; init; } = 15;

    /// <value>Probability that a rectangle is painted over (Zhong et al. 2017, arXiv 1708.04896). Range 0…1. Default 0.25.</value>
    public double ErasingProbability { get; init; } = 0.25;

    /// <value>Share of the area that is painted over. Range (0, 1), ascending. Default 0.02 to 0.2.</value>
    public (double Low, double High) ErasingArea { get; init; } = (0.02, 0.2);

    /// <summary>Every range and probability scaled from "nothing" towards these options and beyond them.</summary>
    /// <param name="strength">0 is nothing, 1 is these options. Range 0…2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strength lies outside its range.</exception>
    public AugmentationOptions WithStrength(double strength)
    {
        if (!(strength is >= 0 and <= 2)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of augmentation must lie in 0…2.");
        double Probability(double p) => Math.Min(1, p * strength);
        (double, double) Ratio((double Low, double High) range) => (Math.Pow(range.Low, strength), Math.Pow(range.High, strength));
        return this with
        {
            CropArea = Ratio(CropArea),
            CropAspect = Ratio(CropAspect),
            PaddingProbability = Probability(PaddingProbability),
            FlipProbability = strength == 0 ? 0 : FlipProbability,
            Rotation = Math.Min(180, Rotation * strength),
            Shear = Math.Min(45, Shear * strength),
            Brightness = Math.Min(1, Brightness * strength),
            Contrast = Ratio(Contrast),
            Gamma = Ratio(Gamma),
            EqualisationProbability = Probability(EqualisationProbability),
            BlurProbability = Probability(BlurProbability),
            NoiseProbability = Probability(NoiseProbability),
            ErasingProbability = Probability(ErasingProbability),
        };
    }

    /// <summary>Every broken rule, in words: name, rule and value.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var fault in Range("crop area", CropArea, 1e-3, 1)) yield return fault;
        foreach (var fault in Range("crop aspect", CropAspect, 0.25, 4)) yield return fault;
        foreach (var fault in Range("contrast", Contrast, 0.05, 20)) yield return fault;
        foreach (var fault in Range("gamma", Gamma, 0.1, 10)) yield return fault;
        foreach (var fault in Range("blur", BlurSigma, 0.1, 8)) yield return fault;
        foreach (var fault in Range("erased area", ErasingArea, 1e-4, 0.99)) yield return fault;
        foreach (var (name, value, limit) in new[]
        {
            ("probability of padding", PaddingProbability, 1), ("probability of a flip", FlipProbability, 1),
            ("probability of equalisation", EqualisationProbability, 1), ("probability of blur", BlurProbability, 1),
            ("probability of noise", NoiseProbability, 1), ("probability of erasing", ErasingProbability, 1), ("change of brightness", Brightness, 1),
            ("rotation", Rotation, 180), ("shear", Shear, 45), ("noise", NoiseSigma, 128.0),
        })
        {
            if (!(value >= 0 && value <= limit)) yield return $"Augmentation: the {name} must lie in 0…{limit}; it is {value}.";
        }

        if (!(PaddingScale is >= 1 and <= 3)) yield return $"Augmentation: the scale of padding must lie in 1…3; it is {PaddingScale}.";
    }

    private static IEnumerable<string> Range(string name, (double Low, double High) range, double least, double most)
    {
        if (!(range.Low >= least && range.High <= most && range.Low <= range.High))
            yield return $"Augmentation: the range of the {name} must be ascending within {least}…{most}; it is {range.Low}…{range.High}.";
    }
}
