using System.Collections.Immutable;

namespace Pneumonia.Benchmarks.Orientation;

/// <summary>One upright radiograph, small, and copies of it framed otherwise.</summary>
/// <param name="Folder">The folder it was read from.</param>
/// <param name="FileName">Name of its file.</param>
/// <param name="Patient">Whose it is.</param>
/// <param name="Thumbnails">Ranks in [−1, 1] as the detector sees them; the first is the image as it is.</param>
internal sealed record PoseSample(string Folder, string FileName, string Patient, ImmutableArray<float[]> Thumbnails);
