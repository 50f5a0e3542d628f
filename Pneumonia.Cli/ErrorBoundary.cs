using System.Text.RegularExpressions;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;
using Pneumonia.Training.Synthesis;

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
        AggregateException a => Explain(FirstCause(a)),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted. What is done is kept: the same command goes on from here."),
        SearchException { End: SearchEnd.TimeUsed } => (ExitCode.WrongOptions, e.Message),
        TrainingOptionsException or BackboneException or OnnxGraphException or SyntheticSetException => (ExitCode.WrongOptions, e.Message),
        RegexMatchTimeoutException => (ExitCode.WrongOptions, "--patient-rule: the expression needs more than a second for one file name; simplify it."),
        DataSetException or StoreFileException or UnreadableImageException or DownloadException or ArchiveException => (ExitCode.UnusableData, e.Message),
        ModelFileException => (ExitCode.UnusableModel, e.Message),
        EngineUnavailableException => (ExitCode.EngineUnavailable, e.Message),
        SearchException or WorkFolderException or ArtifactMismatchException => (ExitCode.OurFault, e.Message),
        IOException or UnauthorizedAccessException => (ExitCode.OurFault, e.Message),
        OutOfMemoryException => (ExitCode.OurFault, "The memory does not suffice."),
        _ => (ExitCode.OurFault, $"A fault of ours: {e}"),
    };

    // Of many at once, one that says something: workers that were merely stopped because of it come last.
    private static Exception FirstCause(AggregateException e)
    {
        var all = e.Flatten().InnerExceptions;
        return all.FirstOrDefault(static x => x is not OperationCanceledException) ?? (all.Count > 0 ? all[0] : new InvalidOperationException(e.Message));
    }
}
