using System.Collections.Immutable;
using System.Reflection;

namespace Pneumonia.Training.Packaging;

/// <summary>The versions of what made a model, for its manifest.</summary>
internal static class PackageVersions
{
    public static string Own { get; } = Version(typeof(PackageVersions).Assembly);

    public static ImmutableSortedDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Microsoft.ML"] = Version(typeof(Microsoft.ML.MLContext).Assembly),
        ["Microsoft.ML.OnnxRuntime"] = Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString(),
        ["Pneumonia.Training"] = Own,
        ["SkiaSharp"] = Version(typeof(SkiaSharp.SKBitmap).Assembly),
        [".NET"] = Environment.Version.ToString(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    // What follows a plus sign is the commit: not part of the version people know.
    private static string Version(Assembly assembly)
        => (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "?")
            .Split('+')[0];
}
