using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Data;

/// <summary>Some rows of a data set, for one purpose. Holds no way back to the rows that are for another.</summary>
public abstract class DataRows
{
    private protected DataRows(DataSet data, ImmutableArray<int> rows)
    {
        Task = data.Task;
        Classes = data.Classes;
        NegativeClass = data.NegativeClass;
        PositiveClass = data.PositiveClass;
        Rows = rows;
        Samples = [.. rows.Select(r => data.Samples[r])];
    }

    /// <value>Ascending indices into the data set's samples.</value>
    public ImmutableArray<int> Rows { get; }

    /// <value>The samples of <see cref="Rows"/>, in the same order.</value>
    public ImmutableArray<ImageSample> Samples { get; }

    /// <value>As <see cref="DataSet.Task"/>.</value>
    public ClassificationTask Task { get; }

    /// <value>As <see cref="DataSet.Classes"/>.</value>
    public ImmutableArray<string> Classes { get; }

    /// <value>As <see cref="DataSet.NegativeClass"/>.</value>
    public string? NegativeClass { get; }

    /// <value>As <see cref="DataSet.PositiveClass"/>.</value>
    public string? PositiveClass { get; }

    /// <value>Number of rows.</value>
    public int Count => Rows.Length;

    /// <value>Whether there are no rows.</value>
    public bool IsEmpty => Rows.IsEmpty;

    /// <summary>How many patients these rows show.</summary>
    public int CountPatients() => Samples.Select(s => s.Patient).Distinct(StringComparer.Ordinal).Count();
}
