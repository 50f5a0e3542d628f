using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Features;

/// <summary>What an ONNX backbone says, in its metadata, of the radiographs it was trained on.</summary>
internal static class BackboneOrigin
{
    private const string DataSet = "pneumonia.trained-on";
    private const string Images = "pneumonia.trained-on.images";

    public static IEnumerable<KeyValuePair<string, string>> Write(BackboneTraining training) =>
    [
        new(DataSet, training.DataSet),
        new(Images, string.Join(' ', training.ImageHashes.Order(StringComparer.Ordinal))),
    ];

    /// <returns>Null where the file says nothing, or is none that can be read: whoever uses it as a graph will say so.</returns>
    public static BackboneTraining? Read(ReadOnlyMemory<byte> onnx)
    {
        try
        {
            var metadata = OnnxFile.Read(onnx).MetadataProps.ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal);
            return !metadata.TryGetValue(DataSet, out var name) ? null : new BackboneTraining(
                name, metadata.GetValueOrDefault(Images, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is OnnxGraphException or ArgumentException)
        {
            return null;
        }
    }
}
