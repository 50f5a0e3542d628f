using System.Collections.Immutable;
using Pneumonia.Training;

namespace Pneumonia.Tests.Fixtures;

/// <summary>A model file that the whole pipeline made, and what it was made from.</summary>
/// <param name="Path">The model .zip. Shared by all tests: read it, never write it; see <see cref="Bytes"/>.</param>
/// <param name="Result">What the pipeline said of it.</param>
/// <param name="Images">Full paths of all images, in the order of their names.</param>
internal sealed record TrainedModel(string Path, TrainingResult Result, ImmutableArray<string> Images)
{
    /// <summary>A copy of the file's bytes, to be damaged at will.</summary>
    public byte[] Bytes() => File.ReadAllBytes(Path);
}
