using Sockeye.Cli.Console;
using Sockeye.Cli.Console.Streams;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The access log: one line each, as text or as JSON. Writing waits for nothing; from any thread.</summary>
internal sealed class AccessLogWriter : IDisposable
{
    private const long DefaultMaxBytes = 1024 * 1024 * 1024; // our choice: with the one before, some ten million lines

    private readonly TextWriter _output;
    private readonly LogFile? _file;
    private readonly bool _json;

    private AccessLogWriter(TextWriter output, LogFile? file, bool json, bool isChosen)
    {
        (_output, _file, _json) = (output, file, json);
        IsChosen = isChosen;
    }

    /// <summary>Opens it.</summary>
    /// <param name="console">Its standard error is the default.</param>
    /// <param name="surroundings">A signal has the file opened again; lines that are lost are counted.</param>
    /// <param name="path">A file, which is added to; <c>-</c> is standard output; null standard error.</param>
    /// <param name="maxBytes">How long the file may become; then it is renamed, and another begun.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static AccessLogWriter Open(
        CommandConsole console, Surroundings surroundings, string? path, long maxBytes = DefaultMaxBytes)
    {
        if (path is null)
            return new AccessLogWriter(console.ErrorLines(), file: null, console.Json, isChosen: false);
        if (path == "-")
            return new AccessLogWriter(console.OutLines(), file: null, console.Json, isChosen: true);

        var file = new LogFile(path, maxBytes);
        surroundings.Signals.ReopensLogs(() => Reopen(file, console));
        var queue = new QueuedStream(
            file.Write, what => console.Say($"warning: {path}: {what}"),
            lines => surroundings.Metrics.Value.LogLost(lines));
        return new AccessLogWriter(queue.AsText(), file, console.Json, isChosen: true);
    }

    private static void Reopen(LogFile file, CommandConsole console)
    {
        try
        {
            file.Reopen();
        }
        catch (IOException e)
        {
            console.Say($"warning: {e.Message}");
        }
    }

    /// <summary>Whether our user has said where it goes.</summary>
    public bool IsChosen { get; }

    public void Write(AccessRecord access)
    {
        string line = (_json ? JsonLine.Of(AccessResult.Of(access)) : access.ToString()) + '\n';
        lock (_output)
        {
            _output.Write(line); // as one, for each write must be whole lines
            _output.Flush();
        }
    }

    public void Dispose()
    {
        if (_file is null)
            return;

        _output.Dispose();
        _file.Dispose();
    }
}
