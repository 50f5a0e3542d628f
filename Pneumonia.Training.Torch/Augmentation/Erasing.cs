namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>Paints a rectangle over with one grey, so that no single place may decide.</summary>
internal static class Erasing
{
    internal static void Apply(AugmentationOptions options, Span<float> image, int side, ref ImageRandom random)
    {
        var area = random.Between(options.ErasingArea.Low, options.ErasingArea.High) * side * side;
        var aspect = Math.Sqrt(random.RatioBetween(0.33, 3));
        var width = Math.Clamp((int)Math.Round(Math.Sqrt(area) * aspect), 1, side);
        var height = Math.Clamp((int)Math.Round(Math.Sqrt(area) / aspect), 1, side);
        var (left, top) = (random.Below(side - width + 1), random.Below(side - height + 1));
        var grey = (float)random.Between(0, 255);
        for (var y = top; y < top + height; y++) image.Slice((y * side) + left, width).Fill(grey);
    }
}
