using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Typicality;

/// <summary>
/// Fits the distance to the training features: class means under one shared covariance (Lee et al. 2018), the covariance that of
/// probabilistic PCA (Tipping and Bishop 1999): the strongest directions by randomised subspace iteration (Halko, Martinsson and
/// Tropp 2011), one variance for all the rest. A few hundred kilobytes where the full inverse would take megabytes.
/// </summary>
internal static class TypicalityFit
{
    private const int MaxRank = 64;
    private const int Iterations = 4;

    // Keeps the distance finite where training features hardly vary.
    private const double VarianceFloor = 1e-8;

    /// <param name="features">Features of the training rows.</param>
    /// <param name="classes">Class of each row; all 0 for multi-label. Classes without a row get no mean.</param>
    /// <param name="seed">Seed of the first subspace.</param>
    public static TypicalityParameters Fit(FeatureMatrix features, IReadOnlyList<int> classes, int seed)
    {
        var present = classes.Distinct().Order().ToList();
        classes = [.. classes.Select(c => present.IndexOf(c))];
        var means = ClassMeans(features, classes);
        var centred = Centred(features, classes, means);
        var rank = Math.Min(MaxRank, Math.Min(features.Width / 2, features.Rows / 4));
        var total = Enumerable.Range(0, centred.Rows).Sum(r => (double)TensorPrimitives.SumOfSquares(centred.Row(r))) / centred.Rows;
        var (projection, eigenvalues) = rank > 0 ? StrongestDirections(centred, rank, seed) : ([], []);
        var residual = Math.Max((total - eigenvalues.Sum()) / (features.Width - rank), VarianceFloor);
        return new TypicalityParameters
        {
            ClassMeans = [.. means],
            Projection = [.. projection],
            // A strong direction is at least as wide as the rest, whatever rounding says.
            Eigenvalues = [.. eigenvalues.Select(v => (float)Math.Max(v, residual))],
            ResidualVariance = (float)residual,
            FeatureWidth = features.Width,
        };
    }

    private static float[] ClassMeans(FeatureMatrix features, IReadOnlyList<int> classes)
    {
        var width = features.Width;
        var sums = new double[(classes.Max() + 1) * width];
        var counts = new int[classes.Max() + 1];
        for (var r = 0; r < features.Rows; r++)
        {
            counts[classes[r]]++;
            var row = features.Row(r);
            for (var j = 0; j < width; j++) sums[(classes[r] * width) + j] += row[j];
        }

        return [.. sums.Select((s, i) => (float)(s / counts[i / width]))];
    }

    private static FeatureMatrix Centred(FeatureMatrix features, IReadOnlyList<int> classes, float[] means)
    {
        var width = features.Width;
        var values = new float[features.Rows * width];
        for (var r = 0; r < features.Rows; r++)
        {
            TensorPrimitives.Subtract(features.Row(r), means.AsSpan(classes[r] * width, width), values.AsSpan(r * width, width));
        }

        return new FeatureMatrix(values, width);
    }

    private static (float[] Projection, double[] Eigenvalues) StrongestDirections(FeatureMatrix centred, int rank, int seed)
    {
        var random = new Random(StableSeed.Of(seed, "typicality", 0));
        var basis = Matrix<double>.Build.Dense(centred.Width, rank, (_, _) => random.NextDouble() - 0.5).QR().Q;
        for (var i = 0; i < Iterations; i++) basis = CovarianceTimes(centred, basis).QR().Q;

        // Rayleigh–Ritz: the eigenvectors within the subspace.
        var within = basis.TransposeThisAndMultiply(CovarianceTimes(centred, basis));
        var eigen = ((within + within.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, rank).OrderByDescending(r => eigen.EigenValues[r].Real).ToArray();
        var directions = basis * eigen.EigenVectors;
        var projection = new float[centred.Width * rank];
        for (var f = 0; f < centred.Width; f++)
        {
            for (var r = 0; r < rank; r++) projection[(f * rank) + r] = (float)directions[f, order[r]];
        }

        return (projection, [.. order.Select(r => eigen.EigenValues[r].Real)]);
    }

    // Row by row, so that the covariance itself, width × width, is never made.
    private static Matrix<double> CovarianceTimes(FeatureMatrix centred, Matrix<double> basis)
    {
        var rank = basis.ColumnCount;
        var columns = new float[rank][];
        var products = new float[rank][];
        for (var k = 0; k < rank; k++)
        {
            columns[k] = [.. basis.Column(k).Select(static v => (float)v)];
            products[k] = new float[centred.Width];
        }

        // One rank a worker: each sum is made by one thread in one order, so the result is the same every time.
        Parallel.For(0, rank, k =>
        {
            for (var r = 0; r < centred.Rows; r++)
            {
                var row = centred.Row(r);
                TensorPrimitives.MultiplyAdd(row, TensorPrimitives.Dot(row, columns[k]), products[k], products[k]);
            }
        });
        return Matrix<double>.Build.Dense(centred.Width, rank, (f, k) => products[k][f] / (double)centred.Rows);
    }
}
