using Sockeye.Driving;
using Sockeye.Protocols.Ftp;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Ftp;

/// <summary>A client by hand: lines in, replies out, each as one line.</summary>
internal sealed class FtpTypist(StreamConnection connection, IStreamTransport transport)
{
    private readonly FrameReader<FtpReply> _replies = new(connection.Input, new FtpReplyDecoder());

    public StreamConnection Connection => connection;

    /// <summary>Sends a line, and waits for one reply to it.</summary>
    public async Task<string> SayAsync(string line)
    {
        await connection.SendAsync(line + "\r\n");
        return await ReadAsync();
    }

    /// <summary>Waits for a reply; empty at the end of the stream.</summary>
    public async Task<string> ReadAsync()
    {
        if (!await _replies.MoveNextAsync(CancellationToken.None))
            return "";

        FtpReply reply = _replies.Current;
        return $"{reply.Code} {string.Join('|', reply.Lines)}";
    }

    /// <summary>Leaves what comes to another reader.</summary>
    public void Release() => _replies.Release();

    /// <summary>Opens a data connection, passive.</summary>
    public async Task<StreamConnection> OpenDataAsync()
    {
        string reply = await SayAsync("EPSV");
        Assert.True(FtpAddress.TryParseExtendedPassive(reply, out int port));
        return await transport.ConnectAsync(Endpoint.Tcp("server", port));
    }

    /// <summary>Sends a whole file.</summary>
    /// <returns>The last reply.</returns>
    public async Task<string> StoreAsync(string command, string content)
    {
        StreamConnection data = await OpenDataAsync();
        string reply = await SayAsync(command);
        if (!reply.StartsWith("150", StringComparison.Ordinal))
            return reply;

        await data.SendAsync(content);
        await data.CompleteOutputAsync();
        return await ReadAsync();
    }

    /// <summary>Begins to send a file, and breaks off: the server keeps what it had.</summary>
    public async Task CutAsync(string command, string content)
    {
        StreamConnection data = await OpenDataAsync();
        Assert.StartsWith("150", await SayAsync(command));
        await data.SendAsync(content);
        await WaitUntilMovedAsync(content.Length);
        data.Abort(EndReason.Cancelled);
        Assert.StartsWith("426", await ReadAsync());
    }

    /// <summary>Fetches what a command sends.</summary>
    public async Task<string> FetchAsync(string command)
    {
        StreamConnection data = await OpenDataAsync();
        Assert.StartsWith("150", await SayAsync(command));
        string content = await data.ReadTextToEndAsync();
        Assert.StartsWith("226", await ReadAsync());
        return content;
    }

    /// <summary>Waits until the server has moved so many bytes of the transfer under way.</summary>
    public async Task WaitUntilMovedAsync(int bytes)
    {
        while (!(await SayAsync("STAT")).Contains($" {bytes} bytes", StringComparison.Ordinal))
        {
            // it is on its way: each question is one more turn of the server's loop
        }
    }
}
