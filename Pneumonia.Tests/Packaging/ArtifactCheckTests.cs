using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Tests.Artifact;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Features;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

[TestClass]
public sealed class ArtifactCheckTests
{
    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Compare_WhatTheModelAnswers_Passes(ClassificationTask task)
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.Path, 6);
        ArtifactCheck.Compare(TinyModels.Path(task), images, Answers(task, images));
    }

    [TestMethod]
    public void Compare_OneScoreIsOff_NamesTheImage()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.Path, 6);
        var answers = Answers(ClassificationTask.Binary, images).Values.ToArray();
        answers[4] += 2e-4f;
        var fault = Assert.ThrowsExactly<ArtifactMismatchException>(
            () => ArtifactCheck.Compare(TinyModels.Path(ClassificationTask.Binary), images, new ScoreMatrix(answers, 6, 1)));
        Assert.Contains(images[4].Path, fault.Message);
    }

    [TestMethod]
    public void Compare_TamperedModel_IsNotBelieved()
    {
        using var folder = new TempFolder();
        var images = ImageSet.Write(folder.At("images"), 3);
        var answers = Answers(ClassificationTask.Binary, images);
        var file = TinyModels.Bytes();
        file[file.Length / 3] ^= 0x10;
        File.WriteAllBytes(folder.At("flipped.zip"), file);
        Assert.ThrowsExactly<ModelFileException>(() => ArtifactCheck.Compare(folder.At("flipped.zip"), images, answers));

        // Another graph under right hashes: only its answers betray it. ML.NET's part still holds the same, so both roads agree.
        var graph = TinyModels.Graph(ClassificationTask.Binary);
        var other = ModelZip.Of(TinyModels.Bytes()).WithGraph(ChangeAWeight(graph));
        File.WriteAllBytes(folder.At("other.zip"), other.ToBytes());
        Assert.ThrowsExactly<ArtifactMismatchException>(() => ArtifactCheck.Compare(folder.At("other.zip"), images, answers));
    }

    private static ScoreMatrix Answers(ClassificationTask task, ImmutableArray<ImageFile> images)
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(task), new ClassifierOptions { Pose = PoseHandling.Off });
        var rows = images.Select(i => classifier.Predict(i.Path)).Select(p => task == ClassificationTask.Binary ? [p.Probability] : p.Scores.Select(static s => s.Probability).ToArray());
        return ScoreMatrix.FromRows([.. rows]);
    }

    private static byte[] ChangeAWeight(byte[] graph)
    {
        var model = Pneumonia.Training.Onnx.OnnxFile.Read(graph);
        var weights = model.Graph.Initializer.Where(static t => t.DataType == 1 && t.Name.StartsWith("member0/body/", StringComparison.Ordinal)).MaxBy(static t => t.RawData.Length + t.FloatData.Count)!;
        var bytes = weights.RawData.ToByteArray();
        for (var i = 0; i + 4 <= bytes.Length; i += 4) BitConverter.GetBytes(BitConverter.ToSingle(bytes, i) * 1.5f).CopyTo(bytes, i);
        weights.RawData = Google.Protobuf.ByteString.CopyFrom(bytes);
        return Google.Protobuf.MessageExtensions.ToByteArray(model);
    }
}
