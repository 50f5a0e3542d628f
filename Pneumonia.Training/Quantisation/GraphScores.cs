using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Quantisation;

/// <summary>What a classifier's graph says of images, without a model file around it.</summary>
internal static class GraphScores
{
    private const int Batch = 16;

    /// <returns>Calibrated probabilities [images, K], and which images lie beyond the typicality limit.</returns>
    /// <exception cref="UnreadableImageException">An image can't be read any more.</exception>
    /// <exception cref="ModelFileException">The graph is not what the manifest says.</exception>
    public static (ScoreMatrix Probabilities, ImmutableArray<bool> Refused) Of(byte[] graph, ModelManifest manifest, IReadOnlyList<string> paths, int threads, CancellationToken cancellationToken)
    {
        using var scorer = new OnnxScorer(graph, manifest, threads);
        var area = manifest.InputSize * manifest.InputSize;
        var pixels = new float[Batch * area];
        var values = ImmutableArray.CreateBuilder<float>(paths.Count * manifest.Thresholds.Length);
        var refused = ImmutableArray.CreateBuilder<bool>(paths.Count);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        for (var first = 0; first < paths.Count; first += Batch)
        {
            var count = Math.Min(Batch, paths.Count - first);
            Parallel.For(0, count, parallel, i => PixelRecipe.Prepare(
                ImageSource.Read(paths[first + i], ImageLimits.Default), manifest.InputSize, pixels.AsSpan(i * area, area)));
            var scored = scorer.Score(pixels, count);
            values.AddRange(scored.Probabilities);
            refused.AddRange(scored.Typicality.Select(t => t > manifest.TypicalityLimit));
        }

        return (new ScoreMatrix(values.ToArray(), paths.Count, manifest.Thresholds.Length), refused.ToImmutable());
    }
}
