namespace Pneumonia.Training.Torch;

/// <summary>
/// A small stream of random numbers (SplitMix64, Steele et al. 2014): a fresh one for each image and epoch costs nothing, so that draws depend on
/// neither the number of threads nor their timing.
/// </summary>
internal struct ImageRandom(int seed)
{
    private ulong state = (ulong)(uint)seed * 0x9E3779B97F4A7C15UL;

    internal ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>In [0, 1).</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Evenly in [low, high).</summary>
    internal double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>In [low, high), equal ratios equally likely; both above 0.</summary>
    internal double RatioBetween(double low, double high) => low * Math.Pow(high / low, Unit());

    /// <summary>In 0 … count − 1.</summary>
    internal int Below(int count) => (int)(Unit() * count);

    internal bool Chance(double probability) => Unit() < probability;

    /// <summary>Mean 0, variance 1 (Box and Muller 1958).</summary>
    internal double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());
}
