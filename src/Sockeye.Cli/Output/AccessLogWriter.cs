using Sockeye.Access;

namespace Sockeye.Cli.Output;

/// <summary>Writes the access log: one line each, as text or as JSON. Safe from any thread.</summary>
internal sealed class AccessLogWriter : IDisposable
{
    private readonly TextWriter _output;
    private readonly bool _isOurs;
    private readonly bool _json;

    private AccessLogWriter(TextWriter output, bool isOurs, bool json, bool isChosen)
    {
        (_output, _isOurs, _json) = (output, isOurs, json);
        IsChosen = isChosen;
    }

    /// <summary>Opens it.</summary>
    /// <param name="context">Its standard error is the default.</param>
    /// <param name="path">A file, which is added to; <c>-</c> is standard output; null standard error.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static AccessLogWriter Open(CommandContext context, string? path) => path switch
    {
        null => new AccessLogWriter(context.Error, isOurs: false, context.Json, isChosen: false),
        "-" => new AccessLogWriter(context.Out, isOurs: false, context.Json, isChosen: true),
        _ => new AccessLogWriter(new StreamWriter(path, append: true), isOurs: true, context.Json, isChosen: true),
    };

    /// <summary>Whether our user has said where it goes.</summary>
    public bool IsChosen { get; }

    public void Write(AccessRecord access)
    {
        string line = _json ? JsonLine.Of(AccessResult.Of(access)) : access.ToString();
        lock (_output)
        {
            _output.WriteLine(line);
            _output.Flush();
        }
    }

    public void Dispose()
    {
        if (_isOurs)
            _output.Dispose();
    }
}
