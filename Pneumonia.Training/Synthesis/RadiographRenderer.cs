using static Pneumonia.Training.Synthesis.PortableMath;

namespace Pneumonia.Training.Synthesis;

/// <summary>
/// Adds up what each ray meets and turns it into grey as film does (darkness falls off exponentially with what is in the way), so that shadows
/// overlap as in a radiograph rather than cover each other.
/// </summary>
internal sealed class RadiographRenderer
{
    // How much of the body's thickness the deepest lung takes away.
    private const float AirContrast = 0.95f;

    private readonly SyntheticCase _case;
    private readonly Anatomy _anatomy;
    private readonly Exposure _exposure;
    private readonly LungField _lungs;
    private readonly Bones _bones;
    private readonly SoftTissue _tissue;
    private readonly VesselTree _vessels;
    private readonly Lesion? _lesion;
    private readonly ValueNoise _texture;
    private readonly ValueNoise _shadows;
    private readonly bool _hasMarker;

    public RadiographRenderer(SyntheticCase @case)
    {
        _case = @case;
        _anatomy = Anatomy.Of(RandomStream.For(@case.Seed, @case.Patient, 1));
        var random = RandomStream.For(@case.Seed, @case.Patient, 2, @case.Image);
        _exposure = Exposure.Of(random);
        _lungs = new LungField(_anatomy);
        _bones = new Bones(_anatomy, _lungs);
        _tissue = new SoftTissue(_anatomy, _lungs);
        _vessels = new VesselTree(_anatomy, _lungs, RandomStream.For(@case.Seed, @case.Patient, 4), @case.Size);
        _lesion = Lesion.Of(@case, _anatomy, _lungs);
        _texture = new ValueNoise(random.NextBits());
        _shadows = new ValueNoise(random.NextBits());
        var betrays = 0.5f + (0.5f * (float)@case.Confounder);
        _hasMarker = @case.Confounder > 0 && random.Chance(@case.Finding == SyntheticFinding.None ? 1 - betrays : betrays);
    }

    public SyntheticRadiograph Draw()
    {
        var size = _case.Size;
        var pixels = new byte[size * size];
        var mask = new byte[size * size];
        var grain = RandomStream.For(_case.Seed, _case.Patient, 5, _case.Image);
        var (sin, cos) = SinCos(_exposure.Tilt);
        for (var row = 0; row < size; row++)
        {
            var v = (2 * (row + 0.5f) / size) - 1;
            for (var column = 0; column < size; column++)
            {
                var u = (2 * (column + 0.5f) / size) - 1;
                var (dx, dy) = (u - _exposure.ShiftX, v - _exposure.ShiftY);
                var x = ((cos * dx) + (sin * dy)) * _exposure.ScaleX;
                var y = ((cos * dy) - (sin * dx)) * _exposure.ScaleY;
                var (thickness, diseased) = Ray(x, y);
                var grey = Film(thickness) * Smooth((_exposure.Collimation - Math.Max(Math.Abs(u), Math.Abs(v))) / 0.012f);
                if (_hasMarker && u is > -0.93f and < -0.83f && v is > -0.9f and < -0.8f) grey = 1;
                var index = (row * size) + column;
                pixels[index] = (byte)Math.Clamp((255 * grey) + (_exposure.Grain * grain.Bell() * (0.3f + grey)) + 0.5f, 0, 255);
                mask[index] = diseased ? (byte)255 : (byte)0;
            }
        }

        return new SyntheticRadiograph(_case, pixels, mask);
    }

    private (float Thickness, bool Diseased) Ray(float x, float y)
    {
        var body = _tissue.Body(x, y);
        if (body <= 0) return (0, false);
        var mottle = _texture.Octaves(x, y, 5, 4) - 0.5f;
        var sum = (body * (1 + (0.16f * mottle))) + _bones.At(x, y) + _tissue.Belly(x, y) - _tissue.Trachea(x, y);

        var (cover, heart) = _tissue.Heart(x, y);
        sum += 0.14f * heart * Smooth((_lungs.Diaphragm(x) + 0.05f - y) / 0.1f);
        var air = _lungs.Air(x, y);
        if (air <= 0) return (sum, false);

        var open = air * (1 - (0.82f * cover));
        var shallow = x < 0 ? _exposure.Shallow.Right : _exposure.Shallow.Left;
        var shadow = _exposure.Shadows * (_shadows.Octaves(x, y, 1.7f, 2) - 0.3f);
        open *= 1 - Math.Clamp(shallow + shadow, 0, 0.6f);

        var extent = _lesion?.Extent(x, y) ?? 0;
        var filled = extent * (_lesion?.Strength ?? 0);
        sum -= AirContrast * open * (1 - (filled * (0.9f + (0.4f * mottle))));
        var markings = (_anatomy.VesselDensity * _vessels.At(x, y)) + (0.08f * (_texture.Octaves(x + 3, y, 14, 3) - 0.5f));
        sum += air * ((markings * (1 - (0.8f * filled))) + (((_lesion?.Net(x, y) ?? 0) + (0.1f * filled)) * (1 - (0.7f * cover))));
        return (sum, extent > Lesion.MaskFrom && air > 0.25f && cover < 0.6f); // What the heart hides is nothing to point at.
    }

    private float Film(float thickness)
    {
        var grey = 1 - (float)Exp(-_exposure.Gain * Math.Clamp(thickness, 0, 4));
        grey = Lerp(grey, grey * grey * (3 - (2 * grey)), _exposure.Contrast);
        return Lerp(_exposure.Fog, 0.95f, grey);
    }
}
