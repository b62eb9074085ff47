using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>
/// The files of an HTTP server: any for fetching; one with PUT, JSON listings, DELETE and MKCOL for the rest.
/// </summary>
internal sealed class HttpRemote : IRemote
{
    private const int CopyBytes = 128 * 1024;

    private readonly RemoteContext _context;
    private readonly RemoteUrl _url;
    private readonly RemoteOptions _options;
    private readonly HttpConnections _connections;
    private readonly HttpUpload _upload;

    public HttpRemote(RemoteContext context, RemoteUrl url, RemoteOptions options)
    {
        (_context, _url, _options) = (context, url, options);
        _connections = new HttpConnections(context, url, options);
        _upload = new HttpUpload(SendAsync, url, options, context.Journal);
    }

    public bool KeepsTimes => false;

    public async Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken cancel)
    {
        using HttpRequestMessage request = Request(HttpMethod.Head, name);
        if (withSum)
            request.Headers.Add("Want-Repr-Digest", "sha-256=10"); // RFC 9530 §4
        using HttpResponseMessage response = await SendAsync(request, cancel);
        HttpAnswers.RequireSuccess(response);
        RemoteFile told = HttpAnswers.FileOf(name, response);
        return IsDirectory(request, response) ? told with { Kind = FileKind.Directory, Length = null } : told;
    }

    public async Task<Sha256Sum?> SumAsync(string name, long length, CancellationToken cancel) =>
        (await StatAsync(name, withSum: true, cancel)).Sum;

    public Task<RemoteFile?> StatStartAsync(string name, long length, CancellationToken cancel) =>
        Task.FromResult<RemoteFile?>(null); // If-Range asks along; RFC 9530 has sums of the whole, or of what is sent

    public async Task<RemoteFile> CopyAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, name);
        using HttpResponseMessage response = await SendAsync(request, cancel);
        RequireFile(request, response);
        HttpAnswers.RequireWhole(response);
        RemoteFile told = HttpAnswers.FileOf(name, response);
        await ReadBodyAsync(
            response,
            async (piece, at) =>
            {
                await output.WriteAsync(piece, cancel);
                progress?.Report(new TransferPosition(at + piece.Length, told.Length));
            },
            cancel);
        return told;
    }

    public async Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, RemoteFile? known, IProgress<TransferPosition> progress, CancellationToken cancel)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, name);
        if (part.Length > 0 && !TryAskForRest(request, part))
            await part.StartOverAsync();
        long offset = part.Length;
        using HttpResponseMessage response = await SendAsync(request, cancel);
        bool isEnd = response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable; // there is no more
        if (!isEnd)
            HttpAnswers.RequireSuccess(response);
        RequireFile(request, response);
        RemoteFile told = isEnd
            ? await StatAsync(name, withSum: _options.Verifies, cancel)
            : HttpAnswers.FileOf(name, response);
        bool goesOn = offset > 0 && (isEnd || response.Content.Headers.ContentRange?.From == offset);
        bool isOther = response.StatusCode == HttpStatusCode.PartialContent && offset > 0 && !goesOn;
        if (isOther || (goesOn && told.Version is not null && !told.IsOf(part.Version)))
        {
            // Some servers do not heed If-Range, or send another part than the one that was asked for.
            await part.StartOverAsync();
            return await ReceiveAsync(name, part, known, progress, cancel);
        }

        if (isEnd)
            return told;
        if (offset > 0 && !goesOn)
            await part.StartOverAsync(); // it sends all of it
        if (part.Length == 0)
            HttpAnswers.RequireWhole(response);
        part.Version = told.Version;
        await ReadIntoAsync(part, response, told, progress, cancel);
        return told;
    }

    private void RequireFile(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (_options.RefusesDirectoryPages && IsDirectory(request, response))
            throw new Protocols.PeerProtocolException(
                Protocols.ProtocolError.Refused,
                "the server says it is a directory; all of it: get -r, its page: with a slash behind the name");
    }

    private static bool IsDirectory(HttpRequestMessage asked, HttpResponseMessage response) =>
        HttpRedirect.IsDirectory(asked.RequestUri!, response.RequestMessage!.RequestUri!);

    private async Task ReadIntoAsync(
        PartFile part, HttpResponseMessage response, RemoteFile told, IProgress<TransferPosition> progress,
        CancellationToken cancel)
    {
        long offset = part.Length;
        progress.Report(new TransferPosition(offset, told.Length));
        await ReadBodyAsync(
            response,
            (piece, at) =>
            {
                FileBytes.Write(part.Handle, piece.Span, offset + at);
                progress.Report(new TransferPosition(offset + at + piece.Length, told.Length));
                return ValueTask.CompletedTask;
            },
            cancel);
    }

    // For what follows the part, if the server's file still begins with it (RFC 9110 §13.1.5). Without a version nobody
    // could know.
    private static bool TryAskForRest(HttpRequestMessage request, PartFile part)
    {
        if (!RangeConditionHeaderValue.TryParse(part.Version, out RangeConditionHeaderValue? version))
            return false;

        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        request.Headers.IfRange = version;
        return true;
    }

    public async Task<RemoteTransfer> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = FileBytes.Length(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, cancel);
        RemoteTransfer stored = await _upload.StoreAsync(file, length, sum, name, progress, cancel);
        RemoteFile told = await StatAsync(name, withSum: true, cancel);
        if ((told.Sum ?? sum) != sum || (told.Length ?? length) != length)
            throw new Protocols.PeerProtocolException(
                Protocols.ProtocolError.Corrupted, "the server has other bytes under the name than were sent");

        return stored with { IsVerified = told.Sum is not null };
    }

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken cancel) =>
        isRecursive
            ? RemoteListing.ReadAllAsync(directory, next => ListAsync(next, cancel))
            : ListAsync(directory, cancel);

    public Task DeleteAsync(string name, CancellationToken cancel) => DoAsync(HttpMethod.Delete, name, cancel);

    public Task CreateDirectoryAsync(string name, CancellationToken cancel) =>
        DoAsync(new HttpMethod("MKCOL"), name + "/", cancel);

    public Task RemoveDirectoryAsync(string name, CancellationToken cancel) =>
        DoAsync(HttpMethod.Delete, name + "/", cancel);

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel) =>
        throw new NoWordForItException("HTTP sets no times of files");

    public ValueTask DisposeAsync()
    {
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RemoteListing> ListAsync(string directory, CancellationToken cancel)
    {
        using HttpRequestMessage request = Request(
            HttpMethod.Get, directory.Length == 0 ? "" : directory.TrimEnd('/') + "/");
        request.Headers.Accept.ParseAdd("application/json");
        using HttpResponseMessage response = await SendAsync(request, cancel);
        HttpAnswers.RequireSuccess(response);
        var listing = new ArrayBufferWriter<byte>();
        await ReadBodyAsync(
            response,
            (piece, at) =>
            {
                if (at + piece.Length > HttpListing.MaxBytes)
                    throw new Protocols.PeerProtocolException(
                        Protocols.ProtocolError.FrameTooLong, $"a listing of more than {HttpListing.MaxBytes} bytes");
                listing.Write(piece.Span);
                return ValueTask.CompletedTask;
            },
            cancel);
        return HttpListing.Parse(directory.TrimEnd('/'), listing.WrittenMemory);
    }

    private async Task DoAsync(HttpMethod method, string name, CancellationToken cancel)
    {
        using HttpRequestMessage request = Request(method, name);
        using HttpResponseMessage response = await SendAsync(request, cancel);
        HttpAnswers.RequireSuccess(response);
    }

    private HttpRequestMessage Request(HttpMethod method, string name)
    {
        bool isNamed = name == _url.Name && _url.Query.Length > 0;
        string query = isNamed ? "?" + _url.Query : "";
        string target = RequestTarget.Format(name.TrimEnd('/'), isDirectory: name.EndsWith('/'));
        return new HttpRequestMessage(method, $"{_connections.Root}{target.TrimStart('/')}{query}");
    }

    /// <summary>Sends, and waits for the head of the answer: from now on for each piece of the body.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return request.Content is FileContent file
                ? await SendFileAsync(request, file, cancel)
                : await _connections.FollowAsync(request, cancel);
        }
        catch (HttpRequestException failed)
        {
            if (_connections.TakeRefusal() is { } refused)
                throw refused;
            if (failed.HttpRequestError == HttpRequestError.SecureConnectionError
                && WhyNotSecure(failed.InnerException) is { } why)
                throw new TlsHandshakeException($"the TLS handshake failed: {why}", failed);
            if (failed.HttpRequestError == HttpRequestError.ResponseEnded)
                throw new EndOfStreamException("the server closed the connection before its answer", failed);
            throw failed.InnerException is IOException broken ? broken : new IOException(failed.Message, failed);
        }
    }

    private static string? WhyNotSecure(Exception? failure) => failure switch
    {
        AuthenticationException refused => HandshakeFailure.Of(refused),
        TransportException => null, // says itself what happened, and where
        IOException => HandshakeFailure.PeerLeft,
        _ => null,
    };

    // A file may take as long as it moves. Then the server may sum it and bring it to its disk before it answers.
    private async Task<HttpResponseMessage> SendFileAsync(
        HttpRequestMessage request, FileContent file, CancellationToken cancel)
    {
        const double SlowestBytesPerSecond = 50e6; // our choice, as with SFP: a hard disk, and an old processor
        TimeSpan work = _options.Timeout + TimeSpan.FromSeconds(file.Length / SlowestBytesPerSecond);
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        file.OnSent = () => limit.CancelAfter(work);
        try
        {
            return await _connections.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"{_url.Endpoint} took the file, and was silent for {work.TotalSeconds:0} s");
        }
    }

    private async Task<long> ReadBodyAsync(
        HttpResponseMessage response, Func<ReadOnlyMemory<byte>, long, ValueTask> take, CancellationToken cancel)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancel);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        var steps = new StepTimeout(_options.Timeout, _context.Time, cancel);
        try
        {
            for (long read = 0; ;)
            {
                int bytes = await steps.ForAsync(
                    $"get more from {_url.Endpoint}", limited => body.ReadAsync(buffer, limited));
                if (bytes == 0)
                    return read;

                await take(buffer.AsMemory(0, bytes), read);
                read += bytes;
            }
        }
        catch (HttpIOException cut)
        {
            throw new EndOfStreamException(cut.Message, cut);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
