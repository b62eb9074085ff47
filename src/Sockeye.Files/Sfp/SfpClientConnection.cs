using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>Requests out, answers in, and the bytes that go with them: the client's side of one connection.</summary>
internal sealed class SfpClientConnection(StreamConnection connection)
{
    private const int PieceBytes = 4 * 1024 * 1024; // how often progress is told while sending

    // Our choice, below what a hard disk reads and an old processor sums. A server is silent while it does either.
    private const double SlowestWorkBytesPerSecond = 50e6;

    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(1); // our choice; timers end at 49 days

    private readonly FrameReader<SfpAnswer> _answers = new(connection.Input, new SfpAnswerDecoder());
    private readonly SfpRequestEncoder _encoder = new();
    private bool _hasAnswered;
    private bool _isWaiting;

    /// <summary>An answer or its bytes are still to come: the connection cannot end in good order now.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>The connection ended after an answer and before the next: so a server ends that answers once.</summary>
    public bool IsClosedBetweenAnswers => _hasAnswered && _isWaiting;

    /// <summary>Asks, and takes only one kind of answer.</summary>
    public async ValueTask<SfpAnswer> AskAsync(SfpRequest request, SfpAnswerKind expected, CancellationToken cancel) =>
        Expect(await AskAsync(request, cancel), expected);

    /// <summary>Asks, and takes any answer, a refusal too.</summary>
    public async ValueTask<SfpAnswer> AskAsync(SfpRequest request, CancellationToken cancel)
    {
        (_isWaiting, IsUnfinished) = (true, true);
        await SendAsync(request, cancel);
        return await ReadAnswerAsync(cancel);
    }

    /// <summary>Asks for what makes the server read that many bytes before it answers.</summary>
    public async ValueTask<SfpAnswer> AskForWorkAsync(SfpRequest request, long bytes, CancellationToken cancel)
    {
        using (WorkOn(bytes))
            return await AskAsync(request, cancel);
    }

    public async ValueTask SendAsync(SfpRequest request, CancellationToken cancel)
    {
        _encoder.Encode(request, connection.Output);
        await connection.Output.FlushAsync(cancel);
    }

    /// <exception cref="PeerProtocolException">The server refused, or the answer does not fit the request.</exception>
    public static SfpAnswer Expect(SfpAnswer answer, SfpAnswerKind expected)
    {
        if (answer.Kind == SfpAnswerKind.Error)
            throw new PeerProtocolException(ProtocolError.Refused, $"the server refused: {WhyOf(answer)}");

        return answer.Kind == expected
            ? answer
            : throw new PeerProtocolException(ProtocolError.Unexpected, "the answer does not fit the request");
    }

    // The text on the wire is for who types.
    private static string WhyOf(SfpAnswer answer) =>
        answer.Error == SfpError.LoginNeeded ? "log in with --user" : answer.ErrorText;

    /// <summary>Copies the bytes that follow an answer.</summary>
    /// <exception cref="EndOfStreamException">The server ended the stream early.</exception>
    public async ValueTask CopyContentAsync(
        long length, Stream output, IncrementalHash? hash, IProgress<long>? progress, CancellationToken cancel)
    {
        for (long copied = 0; copied < length;)
        {
            ReadResult read = await connection.Input.ReadAsync(cancel);
            ReadOnlySequence<byte> part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, length - copied));
            foreach (ReadOnlyMemory<byte> segment in part)
            {
                hash?.AppendData(segment.Span);
                await output.WriteAsync(segment, cancel);
            }

            copied += part.Length;
            connection.Input.AdvanceTo(part.End);
            progress?.Report(copied);
            if (read.IsCompleted && copied < length)
                throw new EndOfStreamException($"the stream ended {length - copied} bytes early");
        }

        IsUnfinished = false;
    }

    /// <summary>Reads the lines that follow an answer.</summary>
    /// <exception cref="EndOfStreamException">The server ended the stream early.</exception>
    public async ValueTask<SfpListing> ReadListingAsync(CancellationToken cancel)
    {
        var entries = new List<SfpEntry>();
        var missing = new List<SfpEntry>();
        long chars = 0;
        var lines = new FrameReader<SfpEntry>(connection.Input, new SfpEntryDecoder());
        while (await lines.MoveNextAsync(cancel))
        {
            SfpEntry line = lines.Current;
            if (line.Kind == SfpEntryKind.End)
            {
                lines.Release();
                IsUnfinished = false;
                return new SfpListing(entries, missing);
            }

            (line.Kind == SfpEntryKind.Missing ? missing : entries).Add(line);
            chars += line.Name.Length;
            if (entries.Count + missing.Count > SfpLimits.MaxListedEntries || chars > SfpLimits.MaxListedChars)
                throw new PeerProtocolException(
                    ProtocolError.FrameTooLong,
                    $"a listing of more than {SfpLimits.MaxListedEntries} lines, or very long names");
        }

        throw new EndOfStreamException("the listing ended early");
    }

    /// <summary>Receives the bytes that follow an answer into a file.</summary>
    /// <exception cref="EndOfStreamException">The server ended the stream early.</exception>
    public async ValueTask ReceiveContentAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel)
    {
        await connection.ReceiveFileAsync(file, offset, length, progress, cancel);
        IsUnfinished = false;
    }

    /// <summary>
    /// Sends the file that the server is ready for, from an offset, and waits for what it says to it.
    /// </summary>
    public async ValueTask<SfpAnswer> SendContentAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel)
    {
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task<SfpAnswer> answer = ReadAnswerAsync(cancel).AsTask();
        Task sent = SendPiecesAsync(file, offset, length, progress, sending.Token);
        try
        {
            // A server whose disk is full says so at once; sending on would only fill the network.
            if (await Task.WhenAny(sent, answer) == answer)
                await sending.CancelAsync();
            await sent;
        }
        catch (IOException failure) when (failure is EndOfStreamException or LocalFileException)
        {
            await AbandonAsync(answer); // the server was promised more: it must not wait for it
            throw;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // Why the server stopped reading is in its answer, if there is one.
        }

        try
        {
            using (WorkOn(length)) // a slow server is still summing it, and brings it to the disk
                return Expect(await answer, SfpAnswerKind.Facts);
        }
        finally
        {
            // In good order, disposing would wait to send what is left, to a server that need not read it.
            if (!sent.IsCompletedSuccessfully)
                connection.TrySetEndReason(EndReason.Cancelled);
        }
    }

    private IDisposable WorkOn(long bytes)
    {
        double seconds = Math.Min(bytes / SlowestWorkBytesPerSecond, LongestWork.TotalSeconds);
        return connection.Working(TimeSpan.FromSeconds(seconds));
    }

    private async Task AbandonAsync(Task<SfpAnswer> answer)
    {
        connection.Abort(EndReason.LocalFailure);
        try
        {
            await answer;
        }
        catch (Exception ended) when (ended is IOException or ProtocolException or OperationCanceledException)
        {
            // As it must, after the abort.
        }
    }

    private async Task SendPiecesAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel)
    {
        for (long sent = offset; sent < length;)
        {
            long piece = Math.Min(PieceBytes, length - sent);
            await connection.SendFileAsync(file, sent, piece, cancel);
            sent += piece;
            progress?.Report(sent);
        }
    }

    private async ValueTask<SfpAnswer> ReadAnswerAsync(CancellationToken cancel)
    {
        if (!await _answers.MoveNextAsync(cancel))
            throw new EndOfStreamException("the server closed the connection without an answer");

        SfpAnswer answer = _answers.Current;
        _answers.Release();
        (_hasAnswered, _isWaiting) = (true, false);
        IsUnfinished = answer.Kind is SfpAnswerKind.Content or SfpAnswerKind.Listing or SfpAnswerKind.Ready;
        return answer;
    }
}
