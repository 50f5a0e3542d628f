using static Pneumonia.Training.Synthesis.PortableMath;

namespace Pneumonia.Training.Synthesis;

/// <summary>What flesh adds to a ray: trunk, neck, head, arms, belly; and the heart, which takes the lung's place.</summary>
internal readonly struct SoftTissue(Anatomy anatomy, LungField lungs)
{
    /// <summary>Thickness of the body as if it had no lungs; 0 outside.</summary>
    public float Body(float x, float y)
    {
        var trunk = Trunk(x, y);
        var arm = Arm(Math.Abs(x), y);
        return Math.Max(trunk, arm) + (0.25f * Math.Min(trunk, arm));
    }

    /// <summary>0 outside the heart's shadow, 1 inside, soft at the rim.</summary>
    public (float Cover, float Thickness) Heart(float x, float y)
    {
        var (dx, dy) = (x - anatomy.HeartX, y - anatomy.HeartY);
        var (across, down) = ((dx * 0.88f) - (dy * 0.475f), (dy * 0.88f) + (dx * 0.475f)); // The tip points down and left.
        var (u, v) = (across / anatomy.HeartWidth, down / anatomy.HeartHeight);
        var radius = (u * u) + (v * v);
        return radius >= 1.1f ? (0, 0) : (Smooth((1.1f - radius) / 0.3f), Smooth(1 - radius));
    }

    /// <summary>What belly adds below the diaphragm, minus the gas in it.</summary>
    public float Belly(float x, float y)
    {
        var below = y - lungs.Diaphragm(x);
        if (below < -0.01f) return 0;
        var organs = Smooth((below + 0.01f) / 0.05f) * ((x < 0 ? 0.22f : 0.15f) + (0.1f * Smooth(below / 0.4f)));
        var (u, v) = ((x - 0.34f) / 0.19f, (below - 0.13f) / 0.1f);
        return organs - (anatomy.StomachGas * Smooth(1.2f - (u * u) - (v * v)));
    }

    /// <summary>Air in the windpipe.</summary>
    public float Trachea(float x, float y)
    {
        var carina = Lerp(anatomy.LungTop, anatomy.LungBase, 0.28f);
        return 0.11f * Smooth((0.045f - Math.Abs(x - 0.005f)) / 0.025f) * Smooth((carina - y) / 0.06f);
    }

    private float Trunk(float x, float y)
    {
        var side = Math.Abs(x);
        var chest = lungs.Wall(y) + anatomy.BodyMargin;
        var waist = anatomy.LungHalfWidth + anatomy.BodyMargin - (0.05f * Smooth((y - 0.3f) / 0.7f));
        var half = Lerp(Math.Max(chest, 0.62f * waist), waist, Smooth((y - anatomy.LungTop) / 0.5f));
        var shoulder = anatomy.LungTop - 0.02f;
        half = Lerp(half, anatomy.LungHalfWidth + 0.06f, Smooth((shoulder + 0.3f - y) / 0.3f));
        if (y < shoulder) half = Lerp(half, 0.3f, MathF.Sqrt(Math.Min(1, (shoulder - y) / 0.3f)));
        if (side >= half) return Head(x, y);
        var share = side / half;
        var round = MathF.Sqrt(1 - (share * share * share));
        return Math.Max(Smooth((half - side) / 0.05f) * (0.2f + (0.9f * round)), Head(x, y));
    }

    private float Head(float x, float y)
    {
        var (u, v) = (x / 0.4f, (y - (anatomy.LungTop - 0.58f)) / 0.36f);
        return 1.5f * Smooth(1.3f * (1 - (u * u) - (v * v)));
    }

    private float Arm(float side, float y)
    {
        var (fromX, fromY) = (anatomy.LungHalfWidth - 0.08f, anatomy.LungTop + 0.1f);
        var (toX, toY) = (1.25f, fromY + 0.5f - (1.3f * anatomy.ArmRise));
        var (dx, dy) = (toX - fromX, toY - fromY);
        var along = Math.Clamp((((side - fromX) * dx) + ((y - fromY) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        var (ox, oy) = (side - fromX - (along * dx), y - fromY - (along * dy));
        var distance = MathF.Sqrt((ox * ox) + (oy * oy));
        var radius = 0.2f - (0.05f * along);
        if (distance > radius) return 0;
        var share = distance / radius;
        var flesh = Smooth((radius - distance) / 0.04f) * 0.6f * MathF.Sqrt(1 - (share * share));
        return flesh + (0.28f * Smooth((0.05f - distance) / 0.015f) * (0.7f + (0.3f * share / 0.29f)));
    }
}
