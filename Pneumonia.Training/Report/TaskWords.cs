using Pneumonia.Model;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Report;

/// <summary>Tasks and findings as people call them.</summary>
internal static class TaskWords
{
    public static string Name(ClassificationTask task) => task switch
    {
        ClassificationTask.Binary => "binary",
        ClassificationTask.MultiClass => "multi-class",
        _ => "multi-label",
    };

    /// <summary>What counts as positive.</summary>
    public static string Finding(ModelManifest m) => m.Task == ClassificationTask.Binary ? m.Classes[1] : "a finding";

    /// <summary>What counts as negative.</summary>
    public static string NoFinding(ModelManifest m) => m.NegativeClass ?? "no finding";

    /// <summary>The images an evaluation speaks of.</summary>
    public static string Images(string measuredOn) => measuredOn switch
    {
        "test" => "test images",
        "out-of-fold" => "training images (out of fold)",
        _ => $"images of “{measuredOn}”",
    };
}
