using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pneumonia.Model.Inference;

/// <summary>
/// Keeps patients' data where they are: since 1.29 ONNX Runtime's Linux and macOS builds report to their maker by default (device id,
/// names and hashes of models, timings). It looks at an environment variable once, when it is loaded; so the variable is set before.
/// </summary>
internal static partial class NativeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    // It has to come before any session, also those that ML.NET makes, and a library has no other moment that is early enough.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void TurnOff()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        if (OperatingSystem.IsWindows()) return;
        try
        {
            // .NET keeps its own copy of the environment on Unix; native code looks at libc's.
            _ = SetVariable(Variable, "1", 1);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A libc by another name: the variable can still be set from outside.
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
