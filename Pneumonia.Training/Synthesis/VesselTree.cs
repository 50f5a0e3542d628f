namespace Pneumonia.Training.Synthesis;

/// <summary>The lung's vessels, branching from the hila, drawn once into a map that the renderer samples.</summary>
internal sealed class VesselTree
{
    private const float Extent = 1.1f;
    private const int Trunks = 9, Levels = 5;
    private readonly int _size;
    private readonly float[] _map;

    public VesselTree(Anatomy anatomy, LungField lungs, RandomStream random, int size)
    {
        _size = size;
        _map = new float[size * size];
        var hilum = PortableMath.Lerp(anatomy.LungTop, anatomy.LungBase, 0.46f);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            for (var trunk = 0; trunk < Trunks; trunk++)
            {
                var angle = PortableMath.Lerp(-1.35f, 1.45f, (trunk + random.Next()) / Trunks);
                Grow(side * random.Between(0.15f, 0.2f), hilum + random.Between(-0.08f, 0.1f), side, angle, random.Between(0.011f, 0.017f), Levels, lungs, random);
            }
        }
    }

    /// <summary>Thickness of vessels on the ray, about 0…1.</summary>
    public float At(float x, float y)
    {
        var (u, v) = (ToMap(x), ToMap(y));
        if (u < 0 || v < 0 || u >= _size - 1 || v >= _size - 1) return 0;
        var (left, top) = ((int)u, (int)v);
        var index = (top * _size) + left;
        return PortableMath.Lerp(
            PortableMath.Lerp(_map[index], _map[index + 1], u - left),
            PortableMath.Lerp(_map[index + _size], _map[index + _size + 1], u - left),
            v - top);
    }

    private float ToMap(float position) => (position + Extent) / (2 * Extent) * (_size - 1);

    private void Grow(float x, float y, int side, float angle, float radius, int levels, LungField lungs, RandomStream random)
    {
        var length = random.Between(0.07f, 0.13f);
        var (sin, cos) = PortableMath.SinCos(angle);
        var (endX, endY) = (x + (side * cos * length), y + (sin * length));
        Draw(x, y, endX, endY, radius);
        if (levels == 0 || Math.Abs(endX) > lungs.Wall(endY)) return;
        var fork = random.Between(0.15f, 0.5f);
        Grow(endX, endY, side, angle + fork, radius * random.Between(0.62f, 0.85f), levels - 1, lungs, random);
        Grow(endX, endY, side, angle - random.Between(0.15f, 0.5f), radius * random.Between(0.62f, 0.85f), levels - 1, lungs, random);
    }

    private void Draw(float fromX, float fromY, float toX, float toY, float radius)
    {
        var (dx, dy) = (toX - fromX, toY - fromY);
        var square = (dx * dx) + (dy * dy);
        var pixel = 2 * Extent / (_size - 1);
        var reach = radius + pixel;
        var left = Math.Max(0, (int)ToMap(Math.Min(fromX, toX) - reach));
        var right = Math.Min(_size - 1, (int)ToMap(Math.Max(fromX, toX) + reach) + 1);
        var top = Math.Max(0, (int)ToMap(Math.Min(fromY, toY) - reach));
        var bottom = Math.Min(_size - 1, (int)ToMap(Math.Max(fromY, toY) + reach) + 1);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (px, py) = ((column * pixel) - Extent - fromX, (row * pixel) - Extent - fromY);
                var along = Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1);
                var (ox, oy) = (px - (along * dx), py - (along * dy));
                var share = ((ox * ox) + (oy * oy)) / (reach * reach);
                if (share >= 1) continue;
                ref var value = ref _map[(row * _size) + column];
                value = Math.Max(value, (1 - share) * Math.Min(1, radius / 0.012f));
            }
        }
    }
}
