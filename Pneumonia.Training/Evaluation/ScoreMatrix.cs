namespace Pneumonia.Training.Evaluation;

/// <summary>Scores of N images for K classes: an immutable copy, row-major, all finite.</summary>
public sealed class ScoreMatrix
{
    private readonly float[] values;

    /// <summary>Copies and checks the scores.</summary>
    /// <param name="values">rows × classes values, image by image.</param>
    /// <param name="rows">Number of images, 0 or more.</param>
    /// <param name="classes">Number of classes, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative or <paramref name="classes"/> below 1.</exception>
    /// <exception cref="ArgumentException">The length isn't rows × classes, or a value isn't finite.</exception>
    public ScoreMatrix(ReadOnlySpan<float> values, int rows, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (values.Length != (long)rows * classes)
            throw new ArgumentException($"values must hold rows × classes = {(long)rows * classes} scores, but holds {values.Length}.", nameof(values));
        Check.Finite(values, nameof(values));

        this.values = values.ToArray();
        Rows = rows;
        Classes = classes;
    }

    /// <value>Number of images, N.</value>
    public int Rows { get; }

    /// <value>Number of classes, K.</value>
    public int Classes { get; }

    /// <value>All N × K scores, row-major.</value>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The score of one image for one class.</summary>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>One row for each image; all rows must be of one length.</summary>
    /// <exception cref="ArgumentException">There are no rows, or their lengths differ.</exception>
    public static ScoreMatrix FromRows(params IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException("rows must hold at least one row, but holds none.", nameof(rows));

        var classes = rows[0].Length;
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Length != classes)
                throw new ArgumentException($"rows must be of one length, {classes}, but row {i} holds {rows[i].Length} scores.", nameof(rows));
        return new ScoreMatrix(rows.SelectMany(row => row).ToArray(), rows.Count, classes);
    }

    /// <summary>The K scores of one image.</summary>
    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Classes, Classes);

    /// <summary>A copy of the N scores for one class.</summary>
    public float[] Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Classes);
        return Columns.Of<float>(values, column, Classes);
    }

    /// <summary>A copy of the named rows, in that order; a row may be named more than once.</summary>
    public ScoreMatrix Select(ReadOnlySpan<int> rows)
    {
        var picked = new float[rows.Length * Classes];
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(picked.AsSpan(i * Classes));
        return new ScoreMatrix(picked, rows.Length, Classes);
    }
}
