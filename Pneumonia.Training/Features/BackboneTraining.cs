namespace Pneumonia.Training.Features;

/// <summary>
/// The radiographs a backbone was trained on. Scores on these very images, even out-of-fold ones, are optimistic: who trains on them has to be told.
/// </summary>
/// <param name="DataSet">Name of the data set and split, e.g. "Kermany 2018 train split".</param>
/// <param name="ImageHashes">SHA-256 of the image files, 64 lower-case hexadecimal digits each; empty where only the name is known.</param>
public sealed record BackboneTraining(string DataSet, IReadOnlySet<string> ImageHashes);
