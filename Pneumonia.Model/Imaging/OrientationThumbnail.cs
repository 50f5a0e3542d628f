using System.Runtime.InteropServices;

namespace Pneumonia.Model.Imaging;

/// <summary>What <see cref="RadiographOrientation"/> looks at: a small square of ranks.</summary>
internal static class OrientationThumbnail
{
    /// <value>Side in pixels: enough for lungs, shoulders and spine, too little for a patient.</value>
    internal const int Side = 32;

    internal const int Length = Side * Side;

    /// <summary>
    /// Ranks of the thumbnail's greys, −1 (darkest) to 1 (brightest), ties at their mean. Ranks do not change with brightness, contrast or gamma,
    /// and a negative has just the opposite ones.
    /// </summary>
    internal static float[] Of(GreyImage image)
    {
        var greys = new float[Length];
        image.StretchTo(Side, greys);
        return Ranks(greys);
    }

    /// <summary>The same of a square that is prepared already.</summary>
    /// <param name="square">side × side greys.</param>
    /// <param name="side">Side of the square.</param>
    internal static float[] Of(ReadOnlySpan<float> square, int side)
    {
        var greys = new float[Length];
        AreaResizer.Stretch(new Raster(MemoryMarshal.AsBytes(square), SampleKind.GreyFloat, side, side), Side, Side, greys);
        return Ranks(greys);
    }

    private static float[] Ranks(float[] greys)
    {
        var order = new int[greys.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var keys = greys.AsSpan().ToArray();
        Array.Sort(keys, order);

        var ranks = new float[greys.Length];
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            // start … end − 1 are equal; their mean rank runs from 0 to Length − 1.
            var rank = (start + end - 1) / (float)(keys.Length - 1) - 1;
            for (var k = start; k < end; k++) ranks[order[k]] = rank;
            start = end;
        }

        return ranks;
    }
}
