using System.Diagnostics;
using Pneumonia.Tests.Data;

namespace Pneumonia.Tests.Faults.Runs;

/// <summary>A disk of a few hundred KiB, mounted in a private folder. Ends the test as inconclusive where nothing may be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk(int kibibytes)
    {
        Directory.CreateDirectory(Path);
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", Path)) return;
        _folder.Dispose();
        Assert.Inconclusive("No small disk can be mounted here (that takes Linux and its superuser).");
    }

    public string Path => _folder.At("disk");

    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public void MakeReadOnly()
    {
        if (!Run("mount", "-o", "remount,ro", Path)) Assert.Inconclusive("No disk can be made read-only here.");
    }

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
