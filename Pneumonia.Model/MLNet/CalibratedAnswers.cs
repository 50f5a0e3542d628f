using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.MLNet;

/// <summary>
/// The last link on ML.NET's road where the manifest holds calibration and thresholds: a custom mapping with state, which ML.NET can't save and so
/// is joined on loading.
/// </summary>
internal static class CalibratedAnswers
{
    public static ITransformer Append(MLContext ml, ITransformer loaded, ModelManifest manifest)
    {
        var rule = new CalibratedRule(manifest);
        var decisions = new DecisionRule(manifest);
        var outputs = manifest.Thresholds.Length;
        var answers = ml.Transforms.CustomMapping<SharesRow, ModelOutput>(
            (raw, answer) =>
            {
                Span<float> logits = new float[outputs], p = new float[outputs];
                CalibratedRule.Logits(raw.Shares, logits);
                rule.Calibrate(logits, p);
                var chosen = rule.Decide(p);
                answer.PredictedLabel = manifest.Classes[(int)chosen];
                answer.Decision = decisions.Decide(new ScoredBatch(p.ToArray(), [chosen], [float.NaN], []), 0, null).Decision.ToWord();
                answer.Score = outputs == 1 ? [1 - p[0], p[0]] : p.ToArray();
                answer.Typicality = float.NaN;
            },
            contractName: null);
        var fitted = answers.Fit(loaded.Transform(ml.Data.LoadFromEnumerable(Array.Empty<ModelInput>())));
        return new TransformerChain<ITransformer>(loaded, fitted);
    }

    internal sealed class SharesRow
    {
        [ColumnName("Score")]
        public float[] Shares { get; set; } = [];
    }
}
