using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pneumonia.Model.Inference;

/// <summary>
/// ONNX Runtime 1.31's Linux and macOS libraries open an event store below the user's cache folder, write <c>.ses</c> into the temporary
/// folder, and know an address to send to. Where radiographs are read none of that is wanted. Its own switch for it is an environment
/// variable that must be there before the library is: <c>OrtEnv.DisableTelemetryEvents</c> comes too late.
/// </summary>
internal static class RuntimeTelemetry
{
    private const string Switch = "ORT_DISABLE_TELEMETRY";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Every road to ONNX Runtime, ML.NET's too, must find it off.")]
    internal static void TurnOff()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not null) return;
        Environment.SetEnvironmentVariable(Switch, "1");
        if (OperatingSystem.IsWindows()) return;
        try
        {
            // On Unix .NET changes only its own copy of the environment, which native code never sees.
            _ = SetNative(Switch, "1", 0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // No C library of that name: nothing can be done, and nothing depends on it.
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNative(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
