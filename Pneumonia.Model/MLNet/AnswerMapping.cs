using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Pneumonia.Model.Artifact;

namespace Pneumonia.Model.MLNet;

/// <summary>What the graph and the label map give: vectors, even where they hold one value.</summary>
internal class RawAnswer
{
    public const string LabelColumn = "label_vector";

    [ColumnName(LabelColumn)]
    public VBuffer<ReadOnlyMemory<char>> Label { get; set; }

    [ColumnName(ArtifactLayout.Graph.Probabilities)]
    public VBuffer<float> Probabilities { get; set; }

    [ColumnName(ArtifactLayout.Graph.Typicality)]
    public VBuffer<float> Typicality { get; set; }

    public void Fill(ModelOutput answer)
    {
        var p = Probabilities.DenseValues().ToArray();
        answer.PredictedLabel = Label.GetItemOrDefault(0).ToString();
        answer.Score = p.Length == 1 ? [1 - p[0], p[0]] : p;
        answer.Typicality = Typicality.GetItemOrDefault(0);
    }
}

/// <summary>What a graph with a decision of its own gives besides.</summary>
internal sealed class DecidedAnswer : RawAnswer
{
    public const string DecisionColumn = "decision_vector";

    [ColumnName(DecisionColumn)]
    public VBuffer<ReadOnlyMemory<char>> Decision { get; set; }
}

/// <summary>The same for files whose graph had no decision yet; they keep loading.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class AnswerMapping : CustomMappingFactory<RawAnswer, ModelOutput>
{
    public const string Contract = "Pneumonia.Answer";

    public override Action<RawAnswer, ModelOutput> GetMapping() => static (raw, answer) => raw.Fill(answer);
}

/// <summary>The last step on ML.NET's road: the scalars and names that <see cref="ModelOutput"/> and ML.NET's users expect.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class DecidedAnswerMapping : CustomMappingFactory<DecidedAnswer, ModelOutput>
{
    public const string Contract = "Pneumonia.DecidedAnswer";

    public override Action<DecidedAnswer, ModelOutput> GetMapping() => static (raw, answer) =>
    {
        raw.Fill(answer);
        answer.Decision = raw.Decision.GetItemOrDefault(0).ToString();
    };
}

