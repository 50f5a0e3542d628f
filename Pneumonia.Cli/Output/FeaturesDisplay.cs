using System.Text.Json.Nodes;
using Pneumonia.Cli.Commands;
using Pneumonia.Training.Features;

namespace Pneumonia.Cli.Output;

/// <summary>How far the filling of a store is, on standard error: unreadable images as they are met, and a count now and then.</summary>
internal sealed class FeaturesDisplay(CliConsole console, TimeProvider? time = null) : IProgress<FeatureExtractionProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly TimeProvider time = time ?? TimeProvider.System;
    private long said = (time ?? TimeProvider.System).GetTimestamp();

    public void Report(FeatureExtractionProgress value)
    {
        foreach (var image in value.Unreadable) console.Warn($"{image.Path}: {image.Problem}");
        if (time.GetElapsedTime(said) < Interval) return;
        said = time.GetTimestamp();
        console.Say($"  {Words(value.SoFar)}");
    }

    public static void Write(CliConsole console, ShardedImages listed, FeatureExtractionResult result)
    {
        if (result.SetAside is { } aside) console.Warn($"The store was damaged and set aside as '{aside}'.");
        console.Say(Words(result));
        listed.SayPart(console, result.Images);
        if (listed.Listed == 0) console.Warn("There are no images.");
    }

    public static JsonObject Json(ShardedImages listed, FeatureExtractionResult result) => new()
    {
        ["shard"] = listed.Shard?.ToString(),
        ["listed"] = listed.Listed,
        ["images"] = result.Images,
        ["computed"] = result.Computed,
        ["known"] = result.Known,
        ["unreadable"] = result.Unreadable,
    };

    private static string Words(FeatureExtractionResult result)
        => $"{result.Images:N0} images: {result.Computed:N0} computed, {result.Known:N0} known already, {result.Unreadable:N0} unreadable.";
}
