using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Features;

/// <summary>
/// A backbone that was trained on some of the very images at hand makes every figure on them optimistic, out-of-fold ones included: here
/// it is found and said.
/// </summary>
internal static class BackboneOverlap
{
    /// <returns>How many of the images the backbone has seen; null where its training images aren't known one by one.</returns>
    public static int? Count(Backbone backbone, ImmutableArray<ImageFile> images) => backbone.TrainedOn switch
    {
        { ImageHashes.Count: > 0 } t => images.Count(i => t.Includes(i.Sha256)),
        _ => null,
    };

    public static DataNote? Note(Backbone backbone, ImmutableArray<ImageFile> images) => (backbone.TrainedOn, Count(backbone, images)) switch
    {
        ({ } t, null) => new DataNote(
            NoteSeverity.Warning,
            $"Backbone '{backbone.Name}' was trained on {t.DataSet}. If your images are among them, every figure on them is optimistic."),
        ({ } t, > 0 and var seen) => new DataNote(
            NoteSeverity.Warning,
            $"Backbone '{backbone.Name}' was trained on {seen:N0} of these {images.Length:N0} images ({t.DataSet}): every figure on them, out-of-fold ones included, is optimistic."),
        _ => null,
    };
}
