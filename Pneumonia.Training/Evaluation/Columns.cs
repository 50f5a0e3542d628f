namespace Pneumonia.Training.Evaluation;

/// <summary>Columns of row-major tables.</summary>
internal static class Columns
{
    public static T[] Of<T>(ReadOnlySpan<T> table, int column, int columns)
    {
        var picked = new T[table.Length / columns];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = table[i * columns + column];
        return picked;
    }

    /// <summary>1 where the label is that class, 0 elsewhere: one class against the rest.</summary>
    public static int[] OneVersusRest(ReadOnlySpan<int> labels, int positive)
    {
        var binary = new int[labels.Length];
        for (var i = 0; i < binary.Length; i++)
            binary[i] = labels[i] == positive ? 1 : 0;
        return binary;
    }
}
