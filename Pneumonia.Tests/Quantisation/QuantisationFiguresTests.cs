using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Quantisation;

namespace Pneumonia.Tests.Quantisation;

[TestClass]
public sealed class QuantisationFiguresTests
{
    private static readonly QuantisationRecord Draft = new("int8", "minmax", 10, "calibration", 0, null, null, null, null, null, null, 0, 0, 0, 100, 25, 1, true);

    [TestMethod]
    public void Compare_OneImageDecidedOtherwise_IsCountedAtEachModelsOwnThreshold()
    {
        int[] truth = [0, 0, 1, 1];

        var record = QuantisationFigures.Compare(Draft, Binary(0.5f, 0.1f, 0.4f, 0.6f, 0.9f), Binary(0.3f, 0.1f, 0.35f, 0.5f, 0.8f), truth);

        Assert.AreEqual((4, 1.0, 1.0), (record.Images, record.AucBefore, record.AucAfter));
        Assert.AreEqual((0.25, 1.0, 0.5), (record.Flips, record.SpecificityBefore, record.SpecificityAfter));
        Assert.AreEqual(0.1, record.LargestDifference, 1e-6);
        Assert.AreEqual(0.0625, record.MeanDifference, 1e-6);
    }

    [TestMethod]
    public void Faults_EveryBrokenRule_IsNamed()
    {
        var record = Draft with { AucBefore = 0.99, AucAfter = 0.98, Flips = 0.5 };

        var faults = QuantisationFigures.Faults(record, new QuantisationOptions(), certifiedBefore: true, certifiedAfter: false).ToArray();

        Assert.HasCount(3, faults);
        Assert.IsEmpty(QuantisationFigures.Faults(record with { AucAfter = 0.9885, Flips = 0.02 }, new QuantisationOptions(), true, true));
        Assert.IsEmpty(QuantisationFigures.Faults(record with { AucBefore = null, AucAfter = null, Flips = 0 }, new QuantisationOptions(), false, false));
    }

    [TestMethod]
    public void Decisions_SeveralClasses_FollowTheRuleOfTheGraph()
    {
        var scores = new ScoreMatrix([0.8f, 0.1f, 0.1f, 0.2f, 0.5f, 0.3f], 2, 3);
        var model = new ModelDecisions(scores, [0.5f, 0.5f, 0.25f], ClassificationTask.MultiClass, 0);

        Assert.IsFalse(model.IsFinding(0));
        Assert.AreEqual(("0", "2"), (model.Of(0), model.Of(1)));
    }

    private static ModelDecisions Binary(float threshold, params float[] probabilities)
        => new(new ScoreMatrix(probabilities, probabilities.Length, 1), [threshold], ClassificationTask.Binary, -1);
}
