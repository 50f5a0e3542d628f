using Pneumonia.Model.Artifact;

namespace Pneumonia.Training.Features;

/// <summary>
/// The radiographs a backbone was trained on. Scores on these very images, even out-of-fold ones, are optimistic: who trains on them has to be told.
/// </summary>
/// <param name="DataSet">Name of the data set and split, e.g. "Kermany 2018 train split".</param>
/// <param name="ImageHashes">The first 16 hexadecimal digits, lower-case, of the SHA-256 of each image file; empty where only the name is known.</param>
public sealed record BackboneTraining(string DataSet, IReadOnlySet<string> ImageHashes)
{
    /// <summary>Whether an image was among them.</summary>
    /// <param name="sha256">Of the file, 64 lower-case hexadecimal digits.</param>
    internal bool Includes(string sha256) => ImageHashes.Contains(sha256[..ArtifactLayout.SeenDigits]);
}
