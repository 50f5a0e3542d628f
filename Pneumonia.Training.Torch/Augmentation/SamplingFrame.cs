namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>Where a made image's pixels come from: (u, v) of the made image to (x, y) of the stored one, both from −½ to ½ about the middle.</summary>
/// <param name="Xu">Change of x with u.</param>
/// <param name="Xv">Change of x with v.</param>
/// <param name="X0">x of the middle.</param>
/// <param name="Yu">Change of y with u.</param>
/// <param name="Yv">Change of y with v.</param>
/// <param name="Y0">y of the middle.</param>
internal readonly record struct SamplingFrame(double Xu, double Xv, double X0, double Yu, double Yv, double Y0)
{
    /// <summary>The whole image, unturned.</summary>
    internal static SamplingFrame Whole { get; } = new(1, 0, 0, 0, 1, 0);

    internal static SamplingFrame Draw(AugmentationOptions options, ref ImageRandom random)
    {
        var (width, height) = Box(options, ref random);
        // A box inside the image may lie anywhere in it, an image inside the box anywhere in that.
        var x = random.Between(-0.5, 0.5) * Math.Abs(1 - width);
        var y = random.Between(-0.5, 0.5) * Math.Abs(1 - height);
        var turn = random.Between(-1, 1) * options.Rotation * (Math.PI / 180);
        var shear = Math.Tan(random.Between(-1, 1) * options.Shear * (Math.PI / 180));
        var mirror = random.Chance(options.FlipProbability) ? -1 : 1;
        var (sine, cosine) = Math.SinCos(turn);
        return new SamplingFrame(
            width * mirror * cosine, width * ((shear * cosine) - sine), x,
            height * mirror * sine, height * ((shear * sine) + cosine), y);
    }

    private static (double Width, double Height) Box(AugmentationOptions options, ref ImageRandom random)
    {
        if (random.Chance(options.PaddingProbability))
        {
            var scale = random.Between(1, options.PaddingScale);
            return (scale, scale);
        }

        var area = random.Between(options.CropArea.Low, options.CropArea.High);
        var aspect = Math.Sqrt(random.RatioBetween(options.CropAspect.Low, options.CropAspect.High));
        var side = Math.Sqrt(area);
        return (Math.Min(1, side * aspect), Math.Min(1, side / aspect));
    }
}
