using Microsoft.Extensions.Logging;

namespace Pneumonia.Serving;

/// <summary>Everything the service ever logs. No file name, no content, no answer: they belong to patients.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The model {Graph} answers.")]
    public static partial void Loaded(ILogger logger, string graph);

    [LoggerMessage(2, LogLevel.Information, "The model file changed: {Graph} answers now (generation {Generation}).")]
    public static partial void Swapped(ILogger logger, string graph, int generation);

    [LoggerMessage(3, LogLevel.Error, "The model file changed but was refused; the model before it goes on answering. {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Error, "A batch of {Images} images failed.")]
    public static partial void BatchFailed(ILogger logger, int images, Exception fault);

    [LoggerMessage(5, LogLevel.Debug, "{Images} images answered in {Milliseconds:0.0} ms.")]
    public static partial void Answered(ILogger logger, int images, double milliseconds);

    [LoggerMessage(6, LogLevel.Debug, "A request was refused with {Status}: {Reason}.")]
    public static partial void RequestRefused(ILogger logger, int status, string reason);

    [LoggerMessage(7, LogLevel.Error, "A request failed.")]
    public static partial void RequestFailed(ILogger logger, Exception fault);
}
