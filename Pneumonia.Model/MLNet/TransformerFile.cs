using Microsoft.ML;
using Pneumonia.Model.Artifact;

namespace Pneumonia.Model.MLNet;

/// <summary>Loads ML.NET's part of a model file, and says in plain words what is missing where it can't.</summary>
internal static class TransformerFile
{
    private const string Vision = "Microsoft.ML.Vision";
    private const string Native = "SciSharp.TensorFlow.Redist";

    /// <param name="ml">The context.</param>
    /// <param name="path">What messages call the file.</param>
    /// <param name="load">Loads it.</param>
    /// <exception cref="ModelFileException">It can't be loaded.</exception>
    public static T Load<T>(MLContext ml, string path, Func<MLContext, T> load)
    {
        try
        {
            return load(ml.RegisterPneumonia());
        }
        catch (Exception e) when (e is not (OutOfMemoryException or ModelFileException))
        {
            throw Explain(e, path);
        }
    }

    /// <summary>What went wrong, in words. ML.NET wraps what it meets in layers of TargetInvocationException: the innermost says what is the matter.</summary>
    internal static ModelFileException Explain(Exception e, string path)
    {
        var cause = e.GetBaseException();
        var fault = cause is DllNotFoundException or TypeInitializationException or FileNotFoundException or FileLoadException
            ? ModelFileFault.RuntimeMissing
            : ModelFileFault.Corrupt;
        return Remedy(cause) is { } remedy
            ? new ModelFileException(ModelFileFault.RuntimeMissing, $"'{path}' is a model of ML.NET's image classification, and {remedy}", e)
            : new ModelFileException(fault, $"ML.NET can't load '{path}': {cause.Message}", e);
    }

    private static string? Remedy(Exception cause) => cause switch
    {
        FileNotFoundException { FileName: { } name } when IsManagedPart(name)
            => $"{name.Split(',')[0]} is not here. Add the NuGet packages {Vision} 5.0.0 and {Native} 2.16.0 (or, for a GPU, {Native}-Windows-GPU 2.10.3 or -Linux-GPU 2.11.1).",
        DllNotFoundException when cause.Message.Contains("tensorflow", StringComparison.OrdinalIgnoreCase)
            => $"TensorFlow's native library is not here ({cause.Message.Split('\n')[0].Split(" In order to help", 2)[0].Trim()}). Add the NuGet package {Native} 2.16.0 (or, for a GPU, {Native}-Windows-GPU 2.10.3 or -Linux-GPU 2.11.1).",
        _ => null,
    };

    private static bool IsManagedPart(string assembly)
        => assembly.StartsWith(Vision, StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.ML.TensorFlow", StringComparison.Ordinal)
            || assembly.StartsWith("Tensorflow.", StringComparison.OrdinalIgnoreCase)
            || assembly.StartsWith("TensorFlow.NET", StringComparison.Ordinal);
}
