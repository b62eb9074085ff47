using System.CommandLine;
using Sockeye.Cli.Commands;

namespace Sockeye.Cli.Remote;

/// <summary>The arguments and options of all commands that deal with a server's files.</summary>
internal sealed class RemoteArguments
{
    private readonly Option<TimeSpan?> _timeout = CommonOptions.Duration(
        "--timeout", "How long to wait for a connection, and then for anything to move. Default 30s.");

    private readonly Option<int?> _blockBytes = CommonOptions.Number(
        "--blksize", "TFTP: bytes per block, 8 to 65464. Default 1428.", least: 8, most: 65_464); // RFC 2348

    private readonly Option<int?> _windowBlocks = CommonOptions.Number(
        "--windowsize", "TFTP: blocks per acknowledgement, 1 to 65535. Default 64.", least: 1, most: 65_535); // RFC 7440

    private readonly Option<bool> _netascii = new("--netascii") { Description = "TFTP: transfer as text, line endings translated." };

    /// <summary>Adds them to <paramref name="command"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="urlDescription">What the URL stands for.</param>
    /// <param name="isTransfer">Whether it moves files, so that the options of transfers make sense.</param>
    public RemoteArguments(Command command, string urlDescription, bool isTransfer)
    {
        Url = new Argument<RemoteUrl>("url")
        {
            Description = urlDescription,
            CustomParser = result =>
            {
                RemoteUrl? url = RemoteUrl.Parse(result.Tokens[0].Value, out string? error);
                if (error is not null)
                    result.AddError(error);
                return url;
            },
        };
        command.Arguments.Add(Url);
        Option[] options = isTransfer ? [_timeout, _blockBytes, _windowBlocks, _netascii] : [_timeout];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>The file or directory on the server.</summary>
    public Argument<RemoteUrl> Url { get; }

    /// <summary>What the options say.</summary>
    public RemoteOptions Options(ParseResult parsed)
    {
        var options = new RemoteOptions
        {
            BlockBytes = parsed.GetValue(_blockBytes),
            WindowBlocks = parsed.GetValue(_windowBlocks),
            IsNetascii = parsed.GetValue(_netascii),
        };
        return parsed.GetValue(_timeout) is { } timeout ? options with { Timeout = timeout } : options;
    }
}
