using Microsoft.Extensions.Logging;

namespace Sockeye.Cli.Console;

/// <summary>The log as plain lines on standard error: level where it matters, then the message.</summary>
internal sealed class TextLogger(TextWriter error, LogLevel minimum) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;

        string prefix = logLevel >= LogLevel.Warning ? $"{logLevel.ToString().ToLowerInvariant()}: " : "";
        string line = prefix + formatter(state, exception);
        if (exception is not null)
            line += '\n' + (minimum <= LogLevel.Debug ? exception.ToString() : exception.Message);
        lock (error)
        {
            error.WriteLine(line); // as one: a log that cannot take all of it loses it whole
            error.Flush();
        }
    }
}
