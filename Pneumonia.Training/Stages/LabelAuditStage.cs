using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.LabelAudit;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Stages;

/// <summary>
/// Audits the labels of the training images by out-of-fold scores, and those of the calibration images, which the model has not seen either:
/// a wrong label there bends the promise. The test images are evaluation's alone.
/// </summary>
internal static class LabelAuditStage
{
    public static LabelAuditReport Run(DataPlan plan, ScoreMatrix outOfFold, CandidateModel model)
    {
        var heldOut = plan.Calibration.IsEmpty ? [] : model.Probabilities(plan.Calibration.Rows, CancellationToken.None).Values;
        var train = plan.Train;
        return LabelAuditor.Audit(
            train.Task, train.Classes, [.. train.Samples, .. plan.Calibration.Samples],
            new ScoreMatrix([.. outOfFold.Values, .. heldOut], train.Count + plan.Calibration.Count, outOfFold.Classes));
    }
}
