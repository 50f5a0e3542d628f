namespace Pneumonia.Training.Onnx;

/// <summary>Linear interpolation between places of a row, written as a matrix.</summary>
internal static class LinearResize
{
    /// <summary>
    /// Makes the matrix [to, from], row-major. Places are the centres of equal cells; beyond the outermost the value stays.
    /// </summary>
    internal static float[] Matrix(int from, int to)
    {
        var matrix = new float[to * from];
        for (var i = 0; i < to; i++)
        {
            var place = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
            var left = (int)place;
            var right = Math.Min(left + 1, from - 1);
            matrix[i * from + left] += (float)(1 - (place - left));
            matrix[i * from + right] += (float)(place - left);
        }

        return matrix;
    }
}
