namespace Pneumonia.Training.Synthesis;

/// <summary>Value noise over the plane: random values on a lattice, smoothly interpolated; octaves of it look like tissue.</summary>
internal readonly struct ValueNoise(ulong seed)
{
    private readonly uint _seed = (uint)(seed ^ (seed >> 32));

    /// <summary>One octave in [0, 1]; <paramref name="frequency"/> lattice cells per unit.</summary>
    public float At(float x, float y, float frequency)
    {
        x = (x * frequency) + 512;
        y = (y * frequency) + 512;
        var (left, top) = ((int)x, (int)y);
        var across = PortableMath.Smooth(x - left);
        var down = PortableMath.Smooth(y - top);
        return PortableMath.Lerp(
            PortableMath.Lerp(Value(left, top), Value(left + 1, top), across),
            PortableMath.Lerp(Value(left, top + 1), Value(left + 1, top + 1), across),
            down);
    }

    /// <summary>Octaves of doubled frequency and halved weight, in [0, 1].</summary>
    public float Octaves(float x, float y, float frequency, int count)
    {
        float sum = 0, weight = 1, weights = 0;
        for (var octave = 0; octave < count; octave++)
        {
            sum += weight * At(x + (octave * 7.3f), y - (octave * 3.1f), frequency);
            weights += weight;
            weight *= 0.5f;
            frequency *= 2.03f;
        }

        return sum / weights;
    }

    private float Value(int x, int y)
    {
        var hash = ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ _seed;
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39u;
        return ((hash ^ (hash >> 15)) >> 8) * (1f / (1 << 24));
    }
}
