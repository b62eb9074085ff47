using Microsoft.Extensions.Logging;

namespace Sockeye.Cli.Console;

/// <summary>What the library logs while a command works, said to our user, above the bars if there are some.</summary>
/// <param name="console">Where it is said.</param>
internal sealed class SaidLog(CommandConsole console) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) =>
        logLevel >= (console.Verbose ? LogLevel.Debug : LogLevel.Information) && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            console.Say("sockeye: " + formatter(state, exception));
    }
}
