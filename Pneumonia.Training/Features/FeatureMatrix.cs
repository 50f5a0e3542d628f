namespace Pneumonia.Training.Features;

/// <summary>Feature vectors of many images, one a row.</summary>
internal sealed class FeatureMatrix
{
    private readonly float[] values;

    /// <param name="values">rows × width values, row by row.</param>
    /// <param name="width">Length of a row.</param>
    public FeatureMatrix(float[] values, int width)
    {
        if (width < 1 || values.Length % width != 0)
        {
            throw new ArgumentException($"{values.Length} values can't be cut into rows of {width}.", nameof(values));
        }

        this.values = values;
        Width = width;
    }

    public int Rows => values.Length / Width;

    public int Width { get; }

    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Width, Width);

    public FeatureMatrix Select(IReadOnlyList<int> rows)
    {
        var selected = new float[rows.Count * Width];
        for (var i = 0; i < rows.Count; i++) Row(rows[i]).CopyTo(selected.AsSpan(i * Width));
        return new FeatureMatrix(selected, Width);
    }
}
