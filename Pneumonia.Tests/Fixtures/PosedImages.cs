using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Fixtures;

/// <summary>Real radiographs as a careless export would give them: negatives, and turned.</summary>
internal static class PosedImages
{
    private const int Side = 256;

    /// <summary>A PNG of the image in one of the eight poses of <see cref="PoseSymmetry"/>.</summary>
    public static byte[] Png(string path, int pose)
    {
        var image = ImageDecoder.Decode(File.ReadAllBytes(path), targetSide: Side).Stretch(Side, Side);
        var posed = new float[image.Pixels.Length];
        PoseSymmetry.Apply(image.Pixels, Side, pose, posed);
        return TestImages.GreyPng(Side, Side, (x, y) => (int)MathF.Round(posed[(y * Side) + x] + (pose >= 4 ? 255 : 0)));
    }
}
