using static Pneumonia.Training.Synthesis.PortableMath;

namespace Pneumonia.Training.Synthesis;

/// <summary>What bones add to a ray: spine, ribs from the back and the front, collar bones, upper arms.</summary>
internal readonly struct Bones(Anatomy anatomy, LungField lungs)
{
    private const int Ribs = 10;

    public float At(float x, float y) => Spine(x, y) + RibCage(x, y) + Clavicle(x, y);

    private float Spine(float x, float y)
    {
        var side = Math.Abs(x);
        if (side > 0.14f) return 0;
        var step = (y + 4) / anatomy.VertebraPitch;
        var within = Math.Abs(step - (int)step - 0.5f) * 2; // 0 in the middle of a vertebra, 1 in the disc.
        var disc = Smooth((within - 0.68f) / 0.22f);
        var body = Smooth((0.098f - (0.012f * (1 - within)) - side) / 0.022f);
        var pedicle = Smooth(1 - (((side - 0.052f) * (side - 0.052f) / 0.0003f) + ((within - 0.15f) * (within - 0.15f) / 0.1f)));
        var spinous = Smooth((0.016f - side) / 0.012f) * (1 - disc);
        return (body * (0.27f - (0.1f * disc))) + (0.07f * pedicle) + (0.06f * spinous);
    }

    private float RibCage(float x, float y)
    {
        var side = Math.Abs(x);
        var wall = lungs.Wall(y) + 0.014f;
        if (side < 0.07f || side > wall + 0.012f) return 0;
        var sum = 0f;
        for (var rib = 0; rib < Ribs; rib++)
        {
            var atSpine = anatomy.LungTop + 0.015f + (rib * anatomy.RibSpacing) - (x < 0 ? 0.004f : 0);
            if (y < atSpine - 0.12f || y > atSpine + 0.75f) continue;
            var drop = anatomy.RibDrop * (0.75f + (0.07f * rib));
            var along = Math.Min(1, side / wall);
            sum += Posterior(y, atSpine, drop, along, rib) + Anterior(y, atSpine, drop, along, rib);
        }

        return sum * anatomy.RibDensity * Smooth((wall + 0.012f - side) / 0.012f) * (1 - (0.6f * Smooth((y - lungs.Diaphragm(x)) / 0.1f)));
    }

    /// <summary>From the spine outwards: up a little, then down.</summary>
    private static float Posterior(float y, float atSpine, float drop, float along, int rib)
    {
        var line = atSpine - (0.16f * along * (1 - along)) + (drop * along * along * along);
        var steep = 1 + (2.2f * along * along * along * along);
        var outer = along * along * along * along;
        return Band(Math.Abs(y - line) / ((0.021f + (0.001f * rib)) * steep)) * (0.85f + (0.75f * outer * outer)) * Smooth((along - 0.08f) / 0.1f);
    }

    /// <summary>From the wall inwards and down; fades where bone becomes cartilage.</summary>
    private static float Anterior(float y, float atSpine, float drop, float along, int rib)
    {
        var inwards = 1 - along;
        var line = atSpine + drop + (inwards * (0.42f + (0.012f * rib))) - (0.1f * inwards * inwards);
        return 0.55f * Band(Math.Abs(y - line) / 0.03f) * Smooth((along - 0.42f) / 0.2f);
    }

    /// <summary>A tube of bone: its walls are denser than its middle.</summary>
    private static float Band(float distance)
        => distance > 1.25f ? 0 : Smooth((1.25f - distance) / 0.45f) * (0.72f + (0.4f * distance * distance));

    private float Clavicle(float x, float y)
    {
        var side = Math.Abs(x);
        var along = (side - 0.09f) / (anatomy.LungHalfWidth - 0.06f);
        if (along is < 0 or > 1) return 0;
        var bend = along * (1 - along) * (0.5f - along);
        var line = anatomy.LungTop + 0.075f - (0.13f * along) + (0.55f * bend);
        var half = 0.021f + (0.012f * Math.Abs(along - 0.5f));
        return 0.24f * Band(Math.Abs(y - line) / half) * Smooth(along / 0.04f) * Smooth((1 - along) / 0.18f);
    }
}
