using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;

namespace Pneumonia.Benchmarks.Learning;

/// <summary>Feature columns of two classes that overlap, as our heads and as ML.NET's trainers take them.</summary>
internal sealed class FeatureColumns
{
    public const int Rows = 1500;
    private const double Shift = 0.12;

    public FeatureColumns(int width)
    {
        var random = new Random(7);
        var values = new float[Rows * width];
        for (var i = 0; i < values.Length; i++)
        {
            // The sum of three uniform draws is near enough to a normal one.
            var noise = random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5;
            values[i] = (float)(noise + (IsOn(i / width) && i % 3 == 0 ? Shift : 0));
        }

        Matrix = new FeatureMatrix(values, width);
        Targets = new Targets(ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], [.. Enumerable.Range(0, Rows).Select(r => ImmutableArray.Create(IsOn(r) ? 1 : 0))]);
    }

    public FeatureMatrix Matrix { get; }

    public Targets Targets { get; }

    public IDataView View(MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(Column));
        schema[nameof(Column.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Matrix.Width);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(r => new Column { Features = Matrix.Row(r).ToArray(), Label = IsOn(r) }).ToArray(), schema);
    }

    private static bool IsOn(int row) => row % 4 != 0;

    private sealed class Column
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
