using System.Runtime.InteropServices;

namespace Pneumonia.Training.Torch;

/// <summary>
/// Loads libtorch from a folder of its own. Loaded once by their full paths, the libraries are found in the process by all who ask for them by name.
/// </summary>
internal static class LibTorchFolder
{
    // Each needs those before it; torch_cuda is there in CUDA builds alone.
    private static readonly string[] Libraries = ["c10", "torch_cpu", "torch_cuda", "torch"];

    /// <exception cref="DllNotFoundException">The folder holds no libtorch, or one that can't be loaded.</exception>
    internal static void Use(string folder)
    {
        var found = Libraries.Select(name => PathOf(folder, name)).OfType<string>().ToList();
        if (found.Count < Libraries.Length - 1)
            throw new DllNotFoundException($"{LibTorch.FolderVariable} names '{folder}', which must hold the libraries {string.Join(", ", Libraries.Where(static l => l != "torch_cuda"))}; {found.Count} are there.");
        foreach (var path in found) NativeLibrary.Load(path);
    }

    private static string? PathOf(string folder, string name)
        => new[] { $"lib{name}.so", $"{name}.dll", $"lib{name}.dylib" }.Select(file => Path.Combine(Path.GetFullPath(folder), file)).FirstOrDefault(File.Exists);
}
