using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Stages;

namespace Pneumonia.Tests.Drifting;

/// <summary>What packaging writes down, and what reading refuses.</summary>
[TestClass]
public sealed class ReferenceTests
{
    [TestMethod]
    public void Spread_DistinctValues_TenthsBetweenThem()
    {
        var spread = ReferenceStage.Spread(Enumerable.Range(0, 100).Select(static i => (float)i).Reverse())!;
        Assert.AreSequenceEqual(Enumerable.Range(1, 9).Select(static i => (10f * i) - 0.5f), spread.Edges);
        Assert.IsTrue(spread.Shares.All(static s => s == 0.1));
    }

    [TestMethod]
    public void Spread_Plateaus_NoEdgeWhereALastBitDecides()
    {
        var spread = ReferenceStage.Spread(Enumerable.Repeat(0.2f, 55).Concat(Enumerable.Repeat(0.9f, 45)))!;
        Assert.AreEqual(0.55f, spread.Edges.Single(), 1e-6f);
        Assert.AreSequenceEqual(new[] { 0.55, 0.45 }, spread.Shares);
        Assert.AreEqual(0, spread.Bin(MathF.BitIncrement(0.2f)));
        Assert.IsNull(ReferenceStage.Spread(Enumerable.Repeat(0.5f, 50)));
    }

    [TestMethod]
    public void Of_FewImages_IsNoReference()
    {
        var score = ReferenceStage.Score(ClassificationTask.Binary, -1, [0.5f]);
        Assert.IsNull(ReferenceStage.Of(Rising(99), score, []));
        var reference = ReferenceStage.Of(Rising(100), score, [])!;
        Assert.AreEqual(100, reference.Images);
        Assert.IsNull(reference.Typicality);
        Assert.HasCount(9, reference.Score!.Edges);
    }

    [TestMethod]
    public void Score_EveryTask_IsThePredictionsProbability()
    {
        float[] p = [0.2f, 0.7f, 0.1f];
        Assert.AreEqual(0.8f, ReferenceStage.Score(ClassificationTask.MultiClass, 0, [0.5f, 0.5f, 0.5f])(p), 1e-6f);
        Assert.AreEqual(0.7f, ReferenceStage.Score(ClassificationTask.MultiClass, -1, [0.5f, 0.5f, 0.5f])(p));
        Assert.AreEqual(0.7f, ReferenceStage.Score(ClassificationTask.MultiLabel, -1, [0.5f, 0.5f, 0.5f])(p));
    }

    [TestMethod]
    public void Read_WrittenReference_ComesBack()
    {
        var spread = new ReferenceDistribution([0.25f, 0.5f], [0.5, 0.25, 0.25]);
        var manifest = Manifests.Of(ClassificationTask.Binary) with { Reference = new ReferenceRecord(100, null, spread) };
        var again = ManifestSerializer.Read(ManifestSerializer.Write(manifest)).Reference!;
        Assert.IsNull(again.Typicality);
        Assert.AreSequenceEqual(spread.Edges, again.Score!.Edges);
        Assert.AreSequenceEqual(spread.Shares, again.Score.Shares);
    }

    [TestMethod]
    public void Read_ManifestOfBefore_HasNone()
    {
        var json = ManifestSerializer.Write(Manifests.Of(ClassificationTask.Binary));
        Assert.DoesNotContain("\"reference\"", System.Text.Encoding.UTF8.GetString(json));
        Assert.IsNull(ManifestSerializer.Read(json).Reference);
    }

    [TestMethod]
    [DataRow(0, new[] { 0.5f }, new[] { 0.5, 0.5 }, "at least 1 image")]
    [DataRow(9, new float[0], new[] { 1.0 }, "edges and one more share")]
    [DataRow(9, new[] { 0.5f }, new[] { 1.0 }, "edges and one more share")]
    [DataRow(9, new[] { 0.5f, 0.5f }, new[] { 0.5, 0.25, 0.25 }, "finite and rise")]
    [DataRow(9, new[] { 0.5f }, new[] { 1.5, -0.5 }, "sum to 1")]
    public void Read_ReferenceBreaksARule_IsRefused(int images, float[] edges, double[] shares, string part)
    {
        var manifest = Manifests.Of(ClassificationTask.Binary) with { Reference = new ReferenceRecord(images, new([.. edges], [.. shares]), null) };
        var json = ManifestSerializer.Write(manifest);
        Assert.Contains(part, Assert.ThrowsExactly<ModelFileException>(() => ManifestSerializer.Read(json)).Message);
    }

    private static ScoreMatrix Rising(int rows) => new([.. Enumerable.Range(0, rows).Select(i => i / (float)rows)], rows, 1);
}
