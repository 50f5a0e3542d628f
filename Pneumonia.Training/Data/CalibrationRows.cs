using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>What calibration and thresholds are fitted on. Empty where out-of-fold scores must serve.</summary>
public sealed class CalibrationRows : DataRows
{
    internal CalibrationRows(DataSet data, ImmutableArray<int> rows)
        : base(data, rows)
    {
    }
}
