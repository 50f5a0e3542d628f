using System.Reflection;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Torch;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>Finds libtorch in the package manager's folder, from where the build knew it to be.</summary>
internal static class TorchFolder
{
    private const string Key = "LibTorchFolder";

    /// <returns>Whether libtorch loads here; if not, why.</returns>
    public static EngineAvailability Check()
    {
        var folder = typeof(TorchFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static a => a.Key == Key)?.Value;
        if (folder is not null && Environment.GetEnvironmentVariable(LibTorch.FolderVariable) is null) Environment.SetEnvironmentVariable(LibTorch.FolderVariable, folder);
        return LibTorch.Check();
    }
}
