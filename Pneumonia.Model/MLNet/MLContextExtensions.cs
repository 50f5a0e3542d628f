using Microsoft.ML;
using Pneumonia.Model.Artifact;

namespace Pneumonia.Model;

/// <summary>ML.NET's road: the same .zip as an <see cref="ITransformer"/> from <see cref="ModelInput"/> to <see cref="ModelOutput"/>.</summary>
public static class MLContextExtensions
{
    /// <summary>
    /// Registers the custom mappings of a Pneumonia.MLNet .zip, after which plain <c>ml.Model.Load</c> opens it.
    /// </summary>
    public static MLContext RegisterPneumonia(this MLContext ml)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ml.ComponentCatalog.RegisterAssembly(typeof(MLContextExtensions).Assembly);
        return ml;
    }

    /// <summary>
    /// Checks a model file entry by entry against its manifest, then loads it as ML.NET does. Dispose the transformer (it is an
    /// <see cref="IDisposable"/>): ML.NET keeps the graph in a temporary file until then.
    /// </summary>
    /// <param name="ml">The context; its <see cref="MLContext.TempFilePath"/> takes the temporary file.</param>
    /// <param name="path">The model .zip.</param>
    /// <param name="inputSchema">The columns the model needs.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    public static ITransformer LoadPneumonia(this MLContext ml, string path, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(ml);
        using (var archive = ModelArchive.Open(path))
        {
            archive.VerifyEveryEntry();
        }

        try
        {
            return ml.RegisterPneumonia().Model.Load(path, out inputSchema);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // ML.NET wraps what it meets in layers of TargetInvocationException: the innermost says what is the matter.
            var cause = e.GetBaseException();
            var fault = cause is DllNotFoundException or TypeInitializationException ? ModelFileFault.RuntimeMissing : ModelFileFault.Corrupt;
            throw new ModelFileException(fault, $"ML.NET can't load '{path}': {cause.Message}", e);
        }
    }

    /// <inheritdoc cref="LoadPneumonia(MLContext, string, out DataViewSchema)"/>
    public static ITransformer LoadPneumonia(this MLContext ml, string path) => ml.LoadPneumonia(path, out _);
}
