using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Training.Report;

/// <summary>Whether images come from a folder that this tool has drawn: their figures must not be taken for those of real X-rays.</summary>
internal static class SyntheticOrigin
{
    // split/class/image: the mark lies in the folder above.
    private const int Levels = 3;

    public static bool Of(ImmutableArray<ImageSample> samples) => !samples.IsEmpty && (IsDrawn(samples[0].Path) || IsDrawn(samples[^1].Path));

    private static bool IsDrawn(string path)
    {
        var folder = Path.GetDirectoryName(path);
        for (var i = 0; i < Levels && folder is not null; i++, folder = Path.GetDirectoryName(folder))
        {
            if (SyntheticManifest.Read(folder) is not null) return true;
        }

        return false;
    }
}
