using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Engines;

/// <summary>What the rows should become: labels without images.</summary>
/// <param name="Task">Binary, multi-class or multi-label.</param>
/// <param name="Classes">Class names; a binary task has the negative one first.</param>
/// <param name="Labels">Class indices of each row: one, or any number for multi-label.</param>
public sealed record Targets(ClassificationTask Task, ImmutableArray<string> Classes, ImmutableArray<ImmutableArray<int>> Labels)
{
    /// <value>Number of outputs K of a model: 1 for binary, else the number of classes.</value>
    public int Outputs => Task == ClassificationTask.Binary ? 1 : Classes.Length;

    /// <value>Number of rows.</value>
    public int Rows => Labels.Length;

    /// <summary>Whether output k of a row should be on. The one output of a binary task is its positive class.</summary>
    public bool IsOn(int row, int output) => Labels[row].Contains(Task == ClassificationTask.Binary ? 1 : output);

    /// <summary>The class index of a row of a binary or multi-class task.</summary>
    public int Class(int row) => Labels[row][0];

    /// <summary>[rows, K] row by row: 1 where an output should be on, else 0.</summary>
    public int[] Flags()
    {
        var flags = new int[Rows * Outputs];
        for (var r = 0; r < Rows; r++)
        {
            for (var k = 0; k < Outputs; k++) flags[(r * Outputs) + k] = IsOn(r, k) ? 1 : 0;
        }

        return flags;
    }

    /// <summary>[rows]: the class index of each row of a binary or multi-class task.</summary>
    internal int[] ClassIndices() => [.. Enumerable.Range(0, Rows).Select(Class)];

    internal static Targets Of(Data.DataRows rows) => new(rows.Task, rows.Classes, [.. rows.Samples.Select(static s => s.Labels)]);
}
