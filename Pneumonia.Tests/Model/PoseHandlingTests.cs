using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Serving.Contracts;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Model;

/// <summary>Negatives and turned radiographs, by all three ways of asking.</summary>
[TestClass]
public sealed class PoseHandlingTests
{
    private const int Turned = 5;

    private static ImmutableArray<string> Originals => SharedData.Images("kermany-original", 12);

    [TestMethod]
    public void Predict_RealRadiographsInEveryPose_CorrectedAndAnsweredAsUpright()
    {
        using var classifier = Load(PoseHandling.Correct);
        using var plain = Load(PoseHandling.Off);
        var (corrected, falsely, answered) = (0, 0, 0);
        foreach (var path in Originals)
        {
            var upright = plain.Predict(PosedImages.Png(path, 0));
            for (var pose = 0; pose < PoseSymmetry.Poses; pose++)
            {
                var wanted = PoseSymmetry.ToPose(pose, 1);
                var answer = classifier.Predict(PosedImages.Png(path, pose));
                if (pose == 0 && answer.Correction is not null) falsely++;
                if (pose == 0 || answer.Correction != new PoseCorrection(wanted.Inverted, wanted.Rotation)) continue;
                corrected++;
                if (Math.Abs(answer.Probability - upright.Probability) < 1e-3f) answered++;
            }
        }

        Assert.AreEqual(0, falsely);
        Assert.IsGreaterThanOrEqualTo(Originals.Length * 7 * 9 / 10, corrected);
        Assert.AreEqual(corrected, answered, "a corrected image is the upright one, pixel by pixel");
    }

    [TestMethod]
    public void PredictExplainAndBatch_TurnedNegative_OneAnswerAndTheUprightPicture()
    {
        var (upright, turned) = (PosedImages.Png(Originals[0], 0), PosedImages.Png(Originals[0], Turned));
        using var classifier = Load(PoseHandling.Correct);
        var single = classifier.Predict(turned);
        var batch = classifier.PredictBatch([upright, turned]);
        var explained = classifier.Explain(turned);

        Assert.AreEqual(new PoseCorrection(true, 90), single.Correction);
        Assert.IsNull(batch[0].Correction);
        Assert.AreEqual(single.Correction, batch[1].Correction);
        Assert.AreEqual(single.Correction, explained.Prediction.Correction);
        Assert.AreEqual(single.Probability, batch[1].Probability, 1e-5f);
        Assert.AreEqual(single.Probability, explained.Prediction.Probability, 1e-5f);
        var difference = TestImages.MeanDifference(Drawn(classifier.Explain(upright)), Drawn(explained));
        Assert.IsLessThan(0.1f, difference, "the heat map lies on the corrected image");
        Assert.HasCount(1, single.Warnings);
        Assert.Contains("negative turned by 90° clockwise", single.Warnings[0]);
        Assert.AreSequenceEqual(single.Warnings, PredictionJson.Of(0, null, single).Warnings.ToImmutableArray());
    }

    [TestMethod]
    public void Predict_TurnedUnderRefer_IsReferredWithItsProblem()
    {
        var turned = PosedImages.Png(Originals[0], Turned);
        using var refer = Load(PoseHandling.Refer);
        using var off = Load(PoseHandling.Off);
        var (referred, plain) = (refer.Predict(turned), off.Predict(turned));

        Assert.AreEqual(Decision.Refer, referred.Decision);
        Assert.Contains("negative turned by 90°", referred.Problem!);
        Assert.IsNull(referred.Correction);
        Assert.AreEqual(plain.Probability, referred.Probability, "nothing was changed");
        Assert.IsNull(plain.Problem);
        Assert.AreNotEqual(Decision.Refer, refer.Predict(PosedImages.Png(Originals[0], 0)).Decision);
    }

    [TestMethod]
    public void Load_UnknownPoseOrWindow_IsRefused()
    {
        var fault = Assert.ThrowsExactly<ArgumentException>(static () => PneumoniaClassifier.Load("none", new() { Pose = (PoseHandling)7, DriftWindow = 399 }));
        Assert.Contains("Pose must be Off, Refer or Correct; it is 7", fault.Message);
        Assert.Contains("it is 399", fault.Message);
    }

    private static float[] Drawn(Explanation explanation) => ImageDecoder.Decode(explanation.RenderOverlay()).Pixels.ToArray();

    private static PneumoniaClassifier Load(PoseHandling pose)
        => PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), new ClassifierOptions { Pose = pose, Threads = 1 });
}
