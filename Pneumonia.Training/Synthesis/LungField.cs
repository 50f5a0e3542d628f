using static Pneumonia.Training.Synthesis.PortableMath;

namespace Pneumonia.Training.Synthesis;

/// <summary>Where the lungs are, and how much air a ray meets there.</summary>
internal readonly struct LungField(Anatomy anatomy)
{
    /// <summary>Depth below the lung's top as a share of its height: 0 at the apex, 1 at the lowest angle.</summary>
    public float Height(float y) => (y - anatomy.LungTop) / (anatomy.LungBase - anatomy.LungTop);

    /// <summary>Distance of the chest wall's inside from the midline at that height.</summary>
    public float Wall(float y)
    {
        var height = Math.Clamp(Height(y), 0, 1.2f);
        var rest = Math.Max(0, 1 - height);
        var dome = MathF.Sqrt(1 - (rest * rest * rest));
        return Lerp(0.1f, anatomy.LungHalfWidth * (1 - (anatomy.Taper * rest)), dome);
    }

    /// <summary>Height of the diaphragm at that place.</summary>
    public float Diaphragm(float x)
    {
        var outwards = (Math.Abs(x) - 0.26f) / (anatomy.LungHalfWidth - 0.26f);
        var fall = outwards > 0 ? outwards * outwards * (0.55f + (0.45f * outwards)) : outwards * outwards * 0.1f;
        return anatomy.LungBase - anatomy.DomeHeight + (anatomy.DomeHeight * fall) - (x < 0 ? anatomy.RightDomeLift : 0);
    }

    /// <summary>Air along the ray, 0 (none) to 1 (the deepest lung).</summary>
    public float Air(float x, float y)
    {
        if (y < anatomy.LungTop || y > anatomy.LungBase + 0.05f) return 0;
        var side = Math.Abs(x);
        var toWall = Wall(y) - side;
        var toMiddle = side - anatomy.Mediastinum - MediastinalBulge(x, y);
        var toDiaphragm = Diaphragm(x) - y;
        if (toWall < 0 || toMiddle < -0.03f || toDiaphragm < -0.02f) return 0;
        var edge = Smooth((y - anatomy.LungTop) / 0.07f) * Smooth(toWall / 0.025f) * Smooth((toMiddle + 0.03f) / 0.07f) * Smooth((toDiaphragm + 0.02f) / 0.04f);
        var depth = (0.62f + (0.38f * Smooth(toWall / 0.3f))) * (0.72f + (0.28f * Smooth(toDiaphragm / 0.22f)));
        return edge * depth;
    }

    private float MediastinalBulge(float x, float y)
    {
        var height = Height(y);
        var vessels = 0.05f * Smooth(1 - (Math.Abs(height - 0.42f) / 0.22f)); // Hilum and arch.
        var thymus = x > 0 ? 0.4f * anatomy.Thymus : anatomy.Thymus;
        return vessels + (thymus * Smooth((height - 0.12f) / 0.2f) * Smooth((0.52f - height) / 0.06f));
    }
}
