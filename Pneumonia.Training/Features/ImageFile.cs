using System.Security.Cryptography;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Features;

/// <summary>An image without its label: all that feature extraction may see.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hex.</param>
public sealed record ImageFile(string Path, string Sha256)
{
    /// <summary>Reads the file, and believes it only while it holds the very bytes that the run began with: what comes of them is remembered under their hash.</summary>
    /// <exception cref="UnreadableImageException">It can't be read any more, or was changed.</exception>
    internal byte[] Read(ImageLimits limits)
    {
        var bytes = ImageSource.Read(Path, limits);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == Sha256
            ? bytes
            : throw new UnreadableImageException(ImageFault.Inaccessible, "The file changed while the run was going on.");
    }

    /// <summary>As <see cref="Read"/>, where the run can't go on without it.</summary>
    /// <exception cref="DataSetException">It can't be read any more, or was changed.</exception>
    internal byte[] Require(ImageLimits limits)
    {
        try
        {
            return Read(limits);
        }
        catch (UnreadableImageException e)
        {
            throw Gone(e.Message);
        }
    }

    /// <summary>Ends a run that can't go on without this image.</summary>
    /// <param name="problem">What <see cref="Read"/> said.</param>
    /// <param name="others">How many more have gone.</param>
    internal DataSetException Gone(string problem, int others = 0) => new(
        $"The image '{Path}'",
        [$"it was there when the run began and no longer is{(others > 0 ? $", nor are {others:N0} others" : "")}. {problem} Leave images as they are while a run goes on; the same command goes on from here."]);
}
