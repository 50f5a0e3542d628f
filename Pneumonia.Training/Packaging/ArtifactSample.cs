using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Packaging;

/// <summary>A few images to try a written model on, some of every split.</summary>
internal static class ArtifactSample
{
    private const int FromEachSplit = 8;

    public static ImmutableArray<int> Of(DataPlan plan, int seed)
    {
        var random = new Random(StableSeed.Of(seed, "artifact", 0));
        return [.. new DataRows[] { plan.Train, plan.Calibration, plan.Test }
            .SelectMany(rows => rows.Rows.OrderBy(_ => random.Next()).Take(FromEachSplit).ToArray())];
    }
}
