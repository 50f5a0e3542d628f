using System.Collections.Immutable;
using System.Security.Cryptography;
using MathNet.Numerics.LinearAlgebra;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Store;
using Pneumonia.Training.Typicality;

namespace Pneumonia.Tests.Typicality;

[TestClass]
public sealed class TypicalityFitTests
{
    private const int Rows = 240;
    private const int Width = 40;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Fit_SmallMatrix_AgreesWithFullPrincipalComponents()
    {
        var (features, classes) = Sample(seed: 1);
        var fitted = TypicalityFit.Fit(features, classes, seed: 1);
        var reference = Reference(features, classes, fitted.Rank);

        for (var r = 0; r < 8; r++) Assert.AreEqual(reference.Eigenvalues[r], fitted.Eigenvalues[r], 1e-3 * reference.Eigenvalues[r], $"variance {r}");
        Assert.AreEqual(reference.Residual, fitted.ResidualVariance, 1e-2 * reference.Residual);
        var (others, _) = Sample(seed: 2);
        for (var i = 0; i < Rows; i++)
        {
            var expected = reference.Typicality(others.Row(i).ToArray());
            Assert.AreEqual(expected, ClassifierReference.Typicality(fitted, others.Row(i).ToArray()), 0.02 * expected, $"row {i}");
        }
    }

    [TestMethod]
    public void Fit_Projection_HasOrthonormalColumns()
    {
        var (features, classes) = Sample(seed: 3);
        var fitted = TypicalityFit.Fit(features, classes, seed: 1);
        for (var a = 0; a < fitted.Rank; a++)
        {
            for (var b = a; b < fitted.Rank; b++)
            {
                var product = Enumerable.Range(0, Width).Sum(f => (double)fitted.Projection[(f * fitted.Rank) + a] * fitted.Projection[(f * fitted.Rank) + b]);
                Assert.AreEqual(a == b ? 1 : 0, product, 1e-5);
            }
        }
    }

    [TestMethod]
    public void Fit_ItsOwnRows_AreAboutOneAndStrangersFar()
    {
        var (features, classes) = Sample(seed: 4);
        var fitted = TypicalityFit.Fit(features, classes, seed: 1);
        Assert.AreEqual(1, Enumerable.Range(0, Rows).Average(i => ClassifierReference.Typicality(fitted, features.Row(i).ToArray())), 0.15);
        Assert.IsGreaterThan(3, ClassifierReference.Typicality(fitted, [.. Enumerable.Repeat(8f, Width)]));
    }

    [TestMethod]
    public void Fit_Twice_SameBits()
    {
        var (features, classes) = Sample(seed: 5);
        var (one, two) = (TypicalityFit.Fit(features, classes, 1), TypicalityFit.Fit(features, classes, 1));
        Assert.AreSequenceEqual(one.Projection.ToArray(), two.Projection.ToArray());
        Assert.AreSequenceEqual(one.Eigenvalues.ToArray(), two.Eigenvalues.ToArray());
    }

    [TestMethod]
    public void Fit_ClassWithoutRows_GetsNoMean()
    {
        var (features, classes) = Sample(seed: 6);
        var fitted = TypicalityFit.Fit(features, [.. classes.Select(static c => c * 2)], seed: 1);
        Assert.AreEqual(2, fitted.Classes);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(12)]
    public void Fit_FewRowsOrNoSpread_StaysFinite(int rows)
    {
        var fitted = TypicalityFit.Fit(new FeatureMatrix(new float[rows * Width], Width), new int[rows], seed: 1);
        Assert.IsGreaterThan(0, fitted.ResidualVariance);
        Assert.AreEqual(0, ClassifierReference.Typicality(fitted, new float[Width]), 1e-6);
        Assert.IsTrue(double.IsFinite(ClassifierReference.Typicality(fitted, [.. Enumerable.Repeat(1f, Width)])));
    }

    [TestMethod]
    public void Fit_RealRadiographs_EverydayPhotographsAreStranger()
    {
        var radiographs = Files(SharedData.Images(Path.Combine("kermany224", "train"), 160));
        var photographs = Files(SharedData.Images("everyday", 30));
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var graph = BackboneGraph.Read(new BackboneStore().Resolve("chest").Load(), new BackboneReadOptions { Threads = 1 });
        var model = new FeatureModel(graph.ToFeatureModel(), graph.Input.Side, graph.FeatureWidth, "chest");
        var store = new FeatureStore(database, model.Key, model.Width);
        using var extractor = new FeatureExtractor(model, store, new ExtractionOptions());
        Assert.IsEmpty(extractor.Run([.. radiographs, .. photographs], null, TestContext.CancellationToken));

        // Every fourth radiograph is kept out of the fit: it must look like the others.
        var heldOut = radiographs.Where(static (_, i) => i % 4 == 0).ToImmutableArray();
        var fitted = TypicalityFit.Fit(Read(store, [.. radiographs.Except(heldOut)]), new int[radiographs.Length - heldOut.Length], seed: 1);
        double[] Of(ImmutableArray<ImageFile> images) => Read(store, images) is var m ? [.. Enumerable.Range(0, m.Rows).Select(i => ClassifierReference.Typicality(fitted, m.Row(i).ToArray()))] : [];
        var (usual, strange) = (Of(heldOut), Of(photographs));
        TestContext.WriteLine($"radiographs {usual.Min():0.00} to {usual.Max():0.00}, photographs {strange.Min():0.00} to {strange.Max():0.00}");
        var auc = strange.Average(s => usual.Average(u => s > u ? 1.0 : 0));
        Assert.IsGreaterThan(0.95, auc);
    }

    private static FeatureMatrix Read(FeatureStore store, ImmutableArray<ImageFile> images)
    {
        var values = new float[images.Length * store.Width];
        Assert.IsEmpty(store.Read([.. images.Select(static i => i.Sha256)], values));
        return new FeatureMatrix(values, store.Width);
    }

    private static ImmutableArray<ImageFile> Files(ImmutableArray<string> paths)
        => [.. paths.Select(static p => new ImageFile(p, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(p))))).DistinctBy(static f => f.Sha256)];

    /// <summary>
    /// Two classes around two means; spreads that fall from 3 to 0.5 along 20 mixed directions, as many as are kept, and 0.05 in all
    /// others. Where spreads are equal no method can tell directions apart, so the reference must not depend on it.
    /// </summary>
    private static (FeatureMatrix, int[]) Sample(int seed)
    {
        var mixing = Matrix<double>.Build.Random(Width, Width, 11).QR().Q;
        var random = new Random(seed);
        var values = new float[Rows * Width];
        int[] classes = [.. Enumerable.Range(0, Rows).Select(static r => r % 2)];
        for (var r = 0; r < Rows; r++)
        {
            var straight = Vector<double>.Build.Dense(Width, j => Normal(random) * (j < 20 ? 3 * Math.Pow(0.91, j) : 0.05));
            var mixed = mixing * straight;
            for (var j = 0; j < Width; j++) values[(r * Width) + j] = (float)(mixed[j] + (classes[r] * (j % 3)));
        }

        return (new FeatureMatrix(values, Width), classes);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>The same in double precision, with every eigenvector of the full covariance.</summary>
    private static FullComponents Reference(FeatureMatrix features, int[] classes, int rank)
    {
        var all = Matrix<double>.Build.Dense(features.Rows, Width, (r, j) => features.Row(r)[j]);
        Vector<double>[] means = [.. Enumerable.Range(0, 2).Select(c => Mean(all, [.. Enumerable.Range(0, features.Rows).Where(r => classes[r] == c)]))];
        var centred = Matrix<double>.Build.DenseOfRowVectors(Enumerable.Range(0, features.Rows).Select(r => all.Row(r) - means[classes[r]]));
        var eigen = (centred.TransposeThisAndMultiply(centred) / features.Rows).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, Width).OrderByDescending(i => eigen.EigenValues[i].Real)];
        double[] values = [.. order.Select(i => eigen.EigenValues[i].Real)];
        return new FullComponents(means, [.. order.Take(rank).Select(i => eigen.EigenVectors.Column(i))], values[..rank], values[rank..].Average());
    }

    private static Vector<double> Mean(Matrix<double> rows, int[] chosen) => chosen.Aggregate(Vector<double>.Build.Dense(Width), (sum, r) => sum + rows.Row(r)) / chosen.Length;

    private sealed record FullComponents(Vector<double>[] Means, Vector<double>[] Directions, double[] Eigenvalues, double Residual)
    {
        public double Typicality(float[] features) => Math.Sqrt(Means.Min(mean =>
        {
            var gap = Vector<double>.Build.Dense(Width, j => features[j]) - mean;
            double[] along = [.. Directions.Select(d => d * gap)];
            return along.Select((a, r) => a * a / Eigenvalues[r]).Sum() + ((gap * gap) - along.Sum(static a => a * a)) / Residual;
        }) / Width);
    }
}
