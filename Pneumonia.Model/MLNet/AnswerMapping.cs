using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Pneumonia.Model.Artifact;

namespace Pneumonia.Model.MLNet;

/// <summary>What the graph and the label map give: vectors, even where they hold one value.</summary>
internal sealed class RawAnswer
{
    public const string LabelColumn = "label_vector";

    [ColumnName(LabelColumn)]
    public VBuffer<ReadOnlyMemory<char>> Label { get; set; }

    [ColumnName(ArtifactLayout.Graph.Probabilities)]
    public VBuffer<float> Probabilities { get; set; }

    [ColumnName(ArtifactLayout.Graph.Typicality)]
    public VBuffer<float> Typicality { get; set; }
}

/// <summary>The last step on ML.NET's road: the scalars and names that <see cref="ModelOutput"/> and ML.NET's users expect.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class AnswerMapping : CustomMappingFactory<RawAnswer, ModelOutput>
{
    public const string Contract = "Pneumonia.Answer";

    public override Action<RawAnswer, ModelOutput> GetMapping() => static (raw, answer) =>
    {
        var p = raw.Probabilities.DenseValues().ToArray();
        answer.PredictedLabel = raw.Label.GetItemOrDefault(0).ToString();
        answer.Score = p.Length == 1 ? [1 - p[0], p[0]] : p;
        answer.Typicality = raw.Typicality.GetItemOrDefault(0);
    };
}
