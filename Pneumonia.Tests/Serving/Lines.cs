using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pneumonia.Tests.Serving;

/// <summary>Everything that is logged, at any level, to be searched.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
