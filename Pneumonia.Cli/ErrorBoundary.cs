using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli;

/// <summary>The one place where exceptions become words and exit codes.</summary>
internal static class ErrorBoundary
{
    public static async Task<int> RunAsync(CliConsole console, Func<Task<int>> command)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (code, message) = Explain(e);
            console.Fail(message);
            return code;
        }
    }

    private static (int Code, string Message) Explain(Exception e) => e switch
    {
        AggregateException { InnerExceptions.Count: 1 } a => Explain(a.InnerException!),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted. What is done is kept: the same command goes on from here."),
        TrainingOptionsException or SearchException { InnerException: null } => (Code(e), e.Message),
        BackboneException or OnnxGraphException or ArgumentException => (ExitCode.WrongOptions, e.Message),
        DataSetException or UnreadableImageException or DownloadException or ArchiveException => (ExitCode.UnusableData, e.Message),
        ModelFileException => (ExitCode.UnusableModel, e.Message),
        EngineUnavailableException => (ExitCode.EngineUnavailable, e.Message),
        WorkFolderException => (ExitCode.OurFault, e.Message),
        IOException or UnauthorizedAccessException => (ExitCode.OurFault, e.Message),
        _ => (ExitCode.OurFault, $"A fault of ours: {e}"),
    };

    private static int Code(Exception e) => e is TrainingOptionsException ? ExitCode.WrongOptions : ExitCode.OurFault;
}
