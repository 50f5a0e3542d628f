namespace Pneumonia.Training.Synthesis;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): small, and the same numbers in every version of the runtime.</summary>
internal sealed class RandomStream(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for each purpose, so that one more draw in one place moves nothing elsewhere.</summary>
    public static RandomStream For(params ReadOnlySpan<long> keys)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var key in keys) state = Mix(state ^ Mix((ulong)key + 0x9E3779B97F4A7C15UL));
        return new RandomStream(state);
    }

    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>Uniform in [0, 1).</summary>
    public float Next() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [from, to).</summary>
    public float Between(float from, float to) => from + ((to - from) * Next());

    public bool Chance(float probability) => Next() < probability;

    /// <summary>Bell-shaped with mean 0 and standard deviation 1, within ±3 (three uniforms, Irwin–Hall).</summary>
    public float Bell() => (Next() + Next() + Next() - 1.5f) * 2;

    /// <summary>Uniform in [0, below).</summary>
    public int Below(int below) => (int)((NextBits() >> 32) * (ulong)below >> 32);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
