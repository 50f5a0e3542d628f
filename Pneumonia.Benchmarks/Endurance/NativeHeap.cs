using System.Runtime.InteropServices;

namespace Pneumonia.Benchmarks.Endurance;

/// <summary>
/// Bytes that native code has asked the C library for and not freed: what a leak would raise. Resident memory tells of slack too, which the C library
/// keeps in one arena a thread.
/// </summary>
internal static class NativeHeap
{
    /// <returns>Bytes in use, and bytes that were given back to the C library and are kept by it; NaN where it does not say: glibc 2.33 or newer does.</returns>
    public static (double InUse, double Free) Bytes()
    {
        try
        {
            var told = Tell();
            return (told.InUse + told.Mapped, told.Free);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return (double.NaN, double.NaN);
        }
    }

    [DllImport("libc", EntryPoint = "mallinfo2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern Figures Tell();

    // struct mallinfo2 of malloc.h: ten size_t.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Figures
    {
        private readonly nuint arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;

        public double Mapped => hblkhd;

        public double Free => fordblks;

        public double InUse => uordblks;
    }
}
