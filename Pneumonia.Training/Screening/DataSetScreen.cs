using Pneumonia.Model.Imaging;
using Pneumonia.Training.Data;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Screening;

/// <summary>Screens a folder or CSV without training on it.</summary>
public static class DataSetScreen
{
    /// <summary>Reads the data set and looks at every image; what was seen is remembered in the work folder, and training won't look again.</summary>
    /// <param name="path">As for <see cref="DataSetReader.Read"/>.</param>
    /// <param name="reading">How it is read; the defaults where null.</param>
    /// <param name="screening">What counts as a fault; the defaults where null.</param>
    /// <param name="workFolder">The folder that remembers.</param>
    /// <param name="threads">Images decoded at the same time; 0 takes one a processor.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it; what was seen is kept.</param>
    /// <returns>What is left, and everything found. Failures are not thrown; see <see cref="ScreeningReport.ThrowIfFailed"/>.</returns>
    /// <exception cref="DataSetException">The data can't be read.</exception>
    /// <exception cref="TrainingOptionsException">An option is out of range; all faults are listed.</exception>
    /// <exception cref="WorkFolderException">The work folder can't be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ScreenedData> RunAsync(
        string path, DataSetOptions? reading = null, ScreeningOptions? screening = null, string workFolder = WorkFolder.DefaultName, int threads = 0,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        screening ??= new();
        var faults = screening.Faults().ToList();
        if (faults.Count > 0) throw new TrainingOptionsException(faults);

        var data = DataSetReader.Read(path, reading, cancellationToken);
        using var work = WorkFolder.Open(workFolder);
        try
        {
            var notes = new List<DataNote>();
            using var store = StoreDatabase.Open(work.StorePath, aside => notes.Add(DataNote.Warning($"The store was damaged and set aside as '{aside}'.")));
            var screened = await new ImageScreen(new ScreeningStore(store), ImageLimits.Default, threads == 0 ? Environment.ProcessorCount : threads, screening)
                .RunAsync(data, progress, cancellationToken).ConfigureAwait(false);
            return screened with { Data = screened.Data.With(screened.Data.Samples, notes) };
        }
        catch (Exception e) when (WorkFolderException.Of(e, work) is { } fault)
        {
            throw fault;
        }
    }
}
