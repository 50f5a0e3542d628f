using System.Runtime.InteropServices;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>Why the engine can't run, and what to do.</summary>
internal static class Availability
{
    private const string Redist = "SciSharp.TensorFlow.Redist";

    /// <value>Built without the property.</value>
    public static EngineAvailability NotBuilt { get; } = EngineAvailability.No(
        "This build of Pneumonia.Training.TensorFlow holds no TensorFlow.",
        "Build with -p:TensorFlow=Cpu, WindowsGpu or LinuxGpu (build.ps1 -TensorFlow Cpu); the source of packages must have Microsoft.ML.Vision 5.0.0 and SciSharp.TensorFlow.Redist*.");

    /// <value>TensorFlow's packages hold no libraries for ARM.</value>
    public static EngineAvailability NotOnArm { get; } = EngineAvailability.No(
        $"TensorFlow's packages for .NET hold no library for {RuntimeInformation.ProcessArchitecture} processors.",
        "Use an x64 machine, or the engines 'frozen' and 'torch'.");

    /// <summary>The library can't be loaded.</summary>
    /// <param name="message">What the loader said.</param>
    public static EngineAvailability NoNativeLibrary(string message) => EngineAvailability.No(
        $"TensorFlow's native library can't be loaded: {FirstSentence(message)}",
        $"Build for this machine: -p:TensorFlow=Cpu brings {Redist} 2.16.0, WindowsGpu {Redist}-Windows-GPU 2.10.3, LinuxGpu {Redist}-Linux-GPU 2.11.1 (both with CUDA 11.2 and cuDNN 8.1).");

    // What follows is .NET's advice to look for traces of the loader.
    private static string FirstSentence(string message) => message.Split('\n')[0].Split(" In order to help", 2)[0].Trim();

    /// <value>The trainer gives each image exactly one class.</value>
    public static EngineAvailability NotMultiLabel { get; } = EngineAvailability.No(
        "ML.NET's ImageClassificationTrainer gives each image exactly one class, and these data are multi-label.",
        "Use the engines 'frozen' or 'torch'.");
}
