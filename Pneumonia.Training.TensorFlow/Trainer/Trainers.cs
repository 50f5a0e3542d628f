using System.Runtime.InteropServices;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>The trainer that this build holds.</summary>
internal static class Trainers
{
#if TENSORFLOW
    public static ITrainer? Built { get; } = new Vision.VisionTrainer();
#else
    public static ITrainer? Built => null;
#endif

    private static readonly Lazy<EngineAvailability> Found = new(() => Check(Built, RuntimeInformation.ProcessArchitecture));

    /// <value>Whether it can run here; tried once.</value>
    public static EngineAvailability Availability => Found.Value;

    internal static EngineAvailability Check(ITrainer? trainer, Architecture processor)
    {
        if (trainer is null) return Trainer.Availability.NotBuilt;
        return processor is Architecture.X64 ? trainer.Check() : Trainer.Availability.NotOnArm;
    }
}
