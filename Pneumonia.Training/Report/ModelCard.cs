using System.Text;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report.Cards;

namespace Pneumonia.Training.Report;

/// <summary>
/// The model card (Mitchell et al., "Model Cards for Model Reporting", 2019), followed by the items of CLAIM 2024 that a tool can know:
/// who a model is for, what it was measured on and what it can't do. What the tool can't know is shown as a gap, for a person to fill.
/// </summary>
internal static class ModelCard
{
    /// <param name="manifest">What the model file says of itself.</param>
    /// <param name="stress">What it did on shifted images; null where that was not looked at.</param>
    public static string Write(ModelManifest manifest, StressReport? stress = null)
    {
        var card = new StringBuilder();
        foreach (var line in CardModel.Lines(manifest).Concat(CardFigures.Lines(manifest, stress)).Concat(CardChecklist.Lines(manifest, stress)))
        {
            card.Append(line).Append('\n');
        }

        return card.ToString();
    }
}
