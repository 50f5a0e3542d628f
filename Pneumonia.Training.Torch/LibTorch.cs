using System.Runtime.InteropServices;
using Pneumonia.Training.Engines;
using TorchSharp;

namespace Pneumonia.Training.Torch;

/// <summary>Whether libtorch can be loaded into this process; tried once.</summary>
public static class LibTorch
{
    /// <summary>Environment variable that names a folder with libtorch's own libraries, for programs that are packed without their half gigabyte.</summary>
    public const string FolderVariable = "PNEUMONIA_LIBTORCH";

    private static readonly Lazy<EngineAvailability> Found = new(Load);

    /// <summary>Whether it can, and if not, why and what to do.</summary>
    public static EngineAvailability Check() => Found.Value;

    private static EngineAvailability Load()
    {
        try
        {
            // By hand first: where TorchSharp itself fails to load it copies half a gigabyte beside the program and hides the reason.
            if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder) LibTorchFolder.Use(folder);
            Require("torch_cpu");
            Require("LibTorchSharp");
            torch.set_num_threads(torch.get_num_threads());
            return EngineAvailability.Yes;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException or NotSupportedException or EntryPointNotFoundException)
        {
            return Explain(e.GetBaseException().Message);
        }
    }

    internal static EngineAvailability Explain(string message)
    {
        if (message.Contains("GLIBCXX", StringComparison.Ordinal) || message.Contains("GLIBC_", StringComparison.Ordinal))
        {
            var lacking = message.Split('\n').FirstOrDefault(static line => line.Contains("GLIBC", StringComparison.Ordinal))?.Trim();
            return EngineAvailability.No(
                $"libtorch can't load: this system's C++ library is too old ({lacking}).",
                "Start through the private dotnet that eng/torch-runtime.sh makes, or use a distribution with GCC 13's libstdc++ or newer (Debian 13, Ubuntu 24.04).");
        }

        var reason = string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3));
        return EngineAvailability.No(
            $"libtorch can't load: {reason}",
            $"Reference the package of libtorch for this system ({RuntimeInformation.RuntimeIdentifier}), such as libtorch-cpu-linux-x64 or TorchSharp-cuda-linux, or unpack it and name the folder of its libraries in {FolderVariable}.");
    }

    private static void Require(string library)
    {
        // CUDA builds carry the same names; whichever lies beside the program is taken.
        NativeLibrary.Load(library, typeof(torch).Assembly, null);
    }
}
