using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Evaluation.Stress;

namespace Pneumonia.Training.Report;

/// <summary>A small grey picture as a data URI, its aspect kept.</summary>
internal static class Thumbnail
{
    internal const int Side = 160;
    private const int Quality = 75;

    /// <returns>Null where the image can't be read any more.</returns>
    public static string? Of(string path)
    {
        try
        {
            var image = ImageDecoder.Decode(ImageSource.Read(path, ImageLimits.Default), targetSide: Side);
            var factor = Math.Min(1, (double)Side / Math.Max(image.Width, image.Height));
            var small = image.Stretch(Math.Max(1, (int)Math.Round(image.Width * factor)), Math.Max(1, (int)Math.Round(image.Height * factor)));
            return "data:image/jpeg;base64," + Convert.ToBase64String(GreyJpeg.Encode(small, Quality));
        }
        catch (UnreadableImageException)
        {
            return null;
        }
    }
}
