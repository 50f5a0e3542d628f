using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Drifting;

/// <summary>Counts over a reference's bins, of two halves of a window: when one is full, the older one is forgotten. Not thread-safe.</summary>
internal sealed class SlidingHistogram(ReferenceDistribution reference, int images)
{
    private int[] current = new int[reference.Shares.Length];
    private int[] previous = new int[reference.Shares.Length];

    /// <value>Values in the window.</value>
    public int Count { get; private set; }

    public void Add(float value)
    {
        current[reference.Bin(value)]++;
        Count++;
    }

    /// <summary>The half that is being filled becomes the older one.</summary>
    public void Slide()
    {
        (current, previous) = (previous, current);
        Array.Clear(current);
        Count = previous.Sum();
    }

    public void Clear()
    {
        Slide();
        Slide();
    }

    /// <summary>The population stability index; each count is raised by ½, so that an empty bin is no infinity.</summary>
    public double Psi()
    {
        var bins = current.Length;
        var sum = 0.0;
        for (var b = 0; b < bins; b++)
        {
            var found = (current[b] + previous[b] + 0.5) / (Count + (0.5 * bins));
            var expected = ((reference.Shares[b] * images) + 0.5) / (images + (0.5 * bins));
            sum += (found - expected) * Math.Log(found / expected);
        }

        return sum;
    }

    /// <summary>The index that chance alone reaches once in a thousand times.</summary>
    public double Chance() => Quantile(current.Length - 1) * ((1.0 / Count) + (1.0 / images));

    // χ² at 99.9%, by Wilson and Hilferty (1931): within 3% of the tables from 1 degree of freedom on.
    private static double Quantile(int degrees)
    {
        const double Normal = 3.0902;
        var spread = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - spread + (Normal * Math.Sqrt(spread)), 3);
    }
}
