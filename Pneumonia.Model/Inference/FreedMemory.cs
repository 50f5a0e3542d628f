using System.Runtime.InteropServices;

namespace Pneumonia.Model.Inference;

/// <summary>
/// Hands back to the system what a model that was freed had held. The C library of most Linux systems keeps freed memory in one arena a thread,
/// where the next model, loaded by another thread, does not find it: without this a process grows by some megabytes with every model that it changes for another.
/// </summary>
internal static class FreedMemory
{
    public static void HandBack()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = TrimHeap(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library (musl) has no such call, and no such habit.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimHeap(nuint pad);
}
