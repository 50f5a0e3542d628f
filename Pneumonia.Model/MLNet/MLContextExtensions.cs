using Microsoft.ML;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;
using Pneumonia.Model.MLNet;

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
    /// <see cref="IDisposable"/>): ML.NET keeps the graph in a temporary file until then. A model of ML.NET's image classification gets its
    /// calibration and thresholds from the manifest here; plain <c>ml.Model.Load</c> gives its raw shares.
    /// </summary>
    /// <param name="ml">The context; its <see cref="MLContext.TempFilePath"/> takes the temporary file.</param>
    /// <param name="path">The model .zip.</param>
    /// <param name="inputSchema">The columns the model needs.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    public static ITransformer LoadPneumonia(this MLContext ml, string path, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(ml);
        using var archive = ModelArchive.Open(path);
        archive.VerifyEveryEntry();
        DataViewSchema? schema = null;
        var loaded = TransformerFile.Load(ml, path, m => m.Model.Load(path, out schema));
        inputSchema = schema!;
        return archive.Manifest.Graph.Kind == GraphRecord.TensorFlow ? CalibratedAnswers.Append(ml, loaded, archive.Manifest) : loaded;
    }

    /// <inheritdoc cref="LoadPneumonia(MLContext, string, out DataViewSchema)"/>
    public static ITransformer LoadPneumonia(this MLContext ml, string path) => ml.LoadPneumonia(path, out _);
}
