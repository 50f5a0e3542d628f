namespace Pneumonia.Training.Onnx;

/// <summary>
/// The look of an image in 262 numbers: a 16×16 thumbnail, standardised per image, and six figures: brightness, contrast, roughness at three
/// scales relative to the contrast, and how alike the two halves are. Chest X-rays share a layout that photographs lack; a network trained
/// on X-rays alone never had to learn that.
/// </summary>
internal static class Appearance
{
    internal const int Grid = 64;
    internal const int Thumbnail = 16;
    internal const int Width = (Thumbnail * Thumbnail) + 6;

    /// <summary>Grey levels of spread that count as none: a blank image stays blank instead of becoming noise.</summary>
    internal const float LeastSpread = 4;

    /// <summary>Grey levels of brightness that count as much as one unit of the other figures.</summary>
    internal const float Level = 50;

    /// <summary>The vector of one image of side × side greys in [0, 255], in double precision.</summary>
    internal static double[] Of(ReadOnlySpan<float> pixels, int side)
    {
        var grid = Resized(pixels, side);
        var mean = grid.Average();
        var scale = Math.Sqrt(grid.Average(v => (v - mean) * (v - mean))) + LeastSpread;
        double[] standard = [.. grid.Select(v => (v - mean) / scale)];
        var symmetry = Enumerable.Range(0, standard.Length).Average(i => standard[i] * standard[(i / Grid * Grid) + Grid - 1 - (i % Grid)]);
        double Roughness(int factor) => Math.Log((MeanStep(Shrunk(grid, factor), Grid / factor) + 1) / scale);
        return [.. Shrunk(standard, Grid / Thumbnail), mean / Level, Math.Log(scale), Roughness(1), Roughness(2), Roughness(4), symmetry];
    }

    /// <summary>The matrix [to, from] of area averages: the share of each old place in each new one.</summary>
    internal static float[] Areas(int from, int to)
    {
        var matrix = new float[to * from];
        for (var i = 0; i < to; i++)
        {
            var (start, end) = ((double)i * from / to, (double)(i + 1) * from / to);
            for (var j = (int)start; j < Math.Min(from, (int)Math.Ceiling(end)); j++)
                matrix[(i * from) + j] = (float)(Math.Max(0, Math.Min(end, j + 1) - Math.Max(start, j)) / (end - start));
        }

        return matrix;
    }

    /// <summary>The matrix that mirrors left and right.</summary>
    internal static float[] Mirror(int side)
    {
        var matrix = new float[side * side];
        for (var i = 0; i < side; i++) matrix[(i * side) + side - 1 - i] = 1;
        return matrix;
    }

    /// <summary>The matrix [side, side − 1] that gives each neighbour's difference.</summary>
    internal static float[] Steps(int side)
    {
        var matrix = new float[side * (side - 1)];
        for (var j = 0; j < side - 1; j++) (matrix[(j * (side - 1)) + j], matrix[((j + 1) * (side - 1)) + j]) = (-1, 1);
        return matrix;
    }

    private static double[] Resized(ReadOnlySpan<float> pixels, int side)
    {
        var shares = Areas(side, Grid);
        var tall = new double[Grid * side];
        var grid = new double[Grid * Grid];
        for (var i = 0; i < Grid; i++)
        {
            for (var j = 0; j < side; j++)
            {
                if (shares[(i * side) + j] is not (> 0 and var share)) continue;
                for (var x = 0; x < side; x++) tall[(i * side) + x] += (double)share * pixels[(j * side) + x];
            }
        }

        for (var y = 0; y < Grid; y++)
        {
            for (var i = 0; i < Grid; i++)
            {
                for (var j = 0; j < side; j++) grid[(y * Grid) + i] += (double)shares[(i * side) + j] * tall[(y * side) + j];
            }
        }

        return grid;
    }

    private static double[] Shrunk(double[] grid, int factor)
    {
        var side = Grid / factor;
        var small = new double[side * side];
        for (var i = 0; i < grid.Length; i++) small[(i / Grid / factor * side) + (i % Grid / factor)] += grid[i] / (factor * factor);
        return small;
    }

    private static double MeanStep(double[] image, int side)
    {
        var (across, down) = (0.0, 0.0);
        for (var a = 0; a < side; a++)
        {
            for (var b = 0; b < side - 1; b++)
            {
                across += Math.Abs(image[(a * side) + b + 1] - image[(a * side) + b]);
                down += Math.Abs(image[((b + 1) * side) + a] - image[(b * side) + a]);
            }
        }

        return (across + down) / (side * (side - 1));
    }
}
