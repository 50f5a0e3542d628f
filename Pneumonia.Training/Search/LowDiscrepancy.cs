namespace Pneumonia.Training.Search;

/// <summary>
/// Points that fill the unit cube evenly: the additive recurrence on the generalised golden ratio (Roberts 2018), shifted by the seed.
/// </summary>
internal static class LowDiscrepancy
{
    public static double[] Point(int index, int dimensions, int seed)
    {
        var ratio = GoldenRatio(dimensions);
        var shift = new Random(StableSeed.Of(seed, "shift", 0));
        var point = new double[dimensions];
        var step = 1.0;
        for (var d = 0; d < dimensions; d++)
        {
            step /= ratio;
            var x = shift.NextDouble() + (index * step);
            point[d] = x - Math.Floor(x);
        }

        return point;
    }

    // The positive root of x^(d+1) = x + 1, by fixed-point iteration.
    private static double GoldenRatio(int dimensions)
    {
        var x = 2.0;
        for (var i = 0; i < 40; i++) x = Math.Pow(1 + x, 1.0 / (dimensions + 1));
        return x;
    }
}
