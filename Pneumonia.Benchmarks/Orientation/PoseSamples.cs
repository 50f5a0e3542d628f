using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Data;

namespace Pneumonia.Benchmarks.Orientation;

/// <summary>Reads radiographs that are upright and positive.</summary>
internal static class PoseSamples
{
    private const int Side = 96;
    private const int Copies = 3;

    public static ImmutableArray<PoseSample> Read(string folder, Random random)
    {
        var samples = DataSetReader.Read(folder, new DataSetOptions(), CancellationToken.None).Samples;
        var images = new GreyImage[samples.Length];
        Parallel.For(0, images.Length, i =>
            images[i] = ImageDecoder.Decode(ImageSource.Read(samples[i].Path, ImageLimits.Default), targetSide: Side).Stretch(Side, Side));
        return [.. images.Select((image, i) => new PoseSample(folder, Path.GetFileName(samples[i].Path), samples[i].Patient, Frames(image, random)))];
    }

    private static ImmutableArray<float[]> Frames(GreyImage image, Random random)
        => [OrientationThumbnail.Of(image), .. Enumerable.Range(0, Copies).Select(_ => OrientationThumbnail.Of(Reframed(image, random)))];

    // A window of 75 … 110% of each side: tighter crops and margins, black or white, as other hospitals frame.
    private static GreyImage Reframed(GreyImage image, Random random)
    {
        var (width, height) = (Extent(random), Extent(random));
        var (left, top) = (Offset(image.Width, width, random), Offset(image.Height, height, random));
        var pixels = new float[width * height];
        if (random.Next(2) == 1) Array.Fill(pixels, 255f);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (column, row) = (x + left, y + top);
                if (column >= 0 && column < image.Width && row >= 0 && row < image.Height) pixels[y * width + x] = image[column, row];
            }
        }

        return new GreyImage(width, height, pixels);
    }

    private static int Extent(Random random) => (int)(Side * (0.75 + 0.35 * random.NextDouble()));

    private static int Offset(int side, int extent, Random random) => random.Next(Math.Min(0, side - extent), Math.Max(0, side - extent) + 1);
}
