using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>What the last measurement is made on, once, after everything is chosen.</summary>
public sealed class TestRows : DataRows
{
    internal TestRows(DataSet data, ImmutableArray<int> rows)
        : base(data, rows)
    {
    }
}
