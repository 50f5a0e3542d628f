using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pneumonia.Model.Inference;

namespace Pneumonia.Training;

/// <summary>What must be settled before any native library is loaded.</summary>
internal static class NativeSettings
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "See RuntimeTelemetry: backbones are run before the other assembly need be entered.")]
    internal static void Settle() => RuntimeTelemetry.TurnOff();
}
