using static Pneumonia.Training.Synthesis.PortableMath;

namespace Pneumonia.Training.Synthesis;

/// <summary>What pneumonia puts in the place of air.</summary>
internal abstract class Lesion
{
    /// <summary>From here on a place counts as diseased in the mask.</summary>
    public const float MaskFrom = 0.35f;

    /// <summary>Strength of the finding, 0 (none) to 1 (no air left).</summary>
    public abstract float Strength { get; }

    /// <summary>Extent of the finding at a place, 0…1.</summary>
    public abstract float Extent(float x, float y);

    /// <summary>What the finding adds of its own besides displacing air: 0 or above.</summary>
    public virtual float Net(float x, float y) => 0;

    public static Lesion? Of(SyntheticCase @case, Anatomy anatomy, LungField lungs)
    {
        var random = RandomStream.For(@case.Seed, @case.Patient, 3);
        var strength = Lerp(1.15f, 0.35f, (float)@case.Difficulty) * random.Between(0.75f, 1.1f);
        return @case.Finding switch
        {
            SyntheticFinding.Consolidation => new Consolidation(anatomy, lungs, random, Math.Min(1, 1.2f * strength)),
            SyntheticFinding.Diffuse => new DiffuseHaze(anatomy, random, strength),
            _ => null,
        };
    }

    private sealed class Consolidation : Lesion
    {
        private readonly (float X, float Y, float Width, float Height)[] _spots;
        private readonly ValueNoise _noise;

        public Consolidation(Anatomy anatomy, LungField lungs, RandomStream random, float strength)
        {
            Strength = strength;
            _noise = new ValueNoise(random.NextBits());
            _spots = new (float, float, float, float)[random.Chance(0.5f) ? 2 : 1];
            foreach (ref var spot in _spots.AsSpan())
            {
                var side = random.Chance(0.55f) ? -1 : 1; // The right lung, on the image's left, is struck more often.
                var y = Lerp(anatomy.LungTop, anatomy.LungBase, random.Between(0.3f, 0.8f));
                var inner = anatomy.Mediastinum + (side > 0 ? 0.2f : 0.1f);
                var outer = Math.Max(inner + 0.02f, lungs.Wall(y) - 0.1f);
                spot = (side * random.Between(inner, outer), y, random.Between(0.2f, 0.34f), random.Between(0.2f, 0.36f));
            }
        }

        public override float Strength { get; }

        public override float Extent(float x, float y)
        {
            var best = 0f;
            foreach (var spot in _spots)
            {
                var (u, v) = ((x - spot.X) / spot.Width, (y - spot.Y) / spot.Height);
                var radius = (u * u) + (v * v);
                if (radius > 2.2f || x * spot.X < 0) continue;
                var ragged = (_noise.Octaves(x, y, 7, 3) - 0.5f) * 1.5f;
                var halo = 0.3f * Smooth((2.2f - radius) / 1.6f); // Swelling around the core: haze below the mask's bound.
                best = Math.Max(best, Math.Max(halo, Smooth((1.2f - radius + ragged) / 1.1f)));
            }

            return best;
        }
    }

    private sealed class DiffuseHaze(Anatomy anatomy, RandomStream random, float strength) : Lesion
    {
        private readonly ValueNoise _cloud = new(random.NextBits());
        private readonly ValueNoise _net = new(random.NextBits());
        private readonly float _hilum = Lerp(anatomy.LungTop, anatomy.LungBase, random.Between(0.42f, 0.6f));

        public override float Strength { get; } = Math.Min(1, 0.95f * strength);

        public override float Extent(float x, float y)
        {
            var (u, v) = ((Math.Abs(x) - 0.2f) / 0.5f, (y - _hilum) / 0.55f);
            var central = 1 / (1 + (1.2f * ((u * u) + (v * v))));
            return central * Smooth((_cloud.Octaves(x, y, 3.5f, 3) - 0.25f) / 0.4f);
        }

        public override float Net(float x, float y)
        {
            var fine = Ridge(_net.At(x, y, 17)) + (0.7f * Ridge(_net.At(x + 5, y, 29)));
            return 0.21f * strength * fine * Extent(x, y);
        }

        private static float Ridge(float value)
        {
            var ridge = 1 - Math.Abs((2 * value) - 1);
            return ridge * ridge * ridge;
        }
    }
}
