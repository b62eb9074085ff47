using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
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
internal sealed class HttpRemote : IRemoteFiles, IPartSource
{
    private const int CopyBytes = 128 * 1024;

    private readonly RemoteContext _context;
    private readonly RemoteUrl _url;
    private readonly RemoteOptions _options;
    private readonly HttpClient _client;
    private readonly HttpUpload _upload;
    private CertificateRefusedException? _refused;

    public HttpRemote(RemoteContext context, RemoteUrl url, RemoteOptions options)
    {
        (_context, _url, _options) = (context, url, options);
        SocketsHttpHandler handler = HttpConnections.CreateHandler(
            context, url.Endpoint, options, why => _refused = why);
        _client = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan, // each wait has its own limit
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (options.Login is { } login)
        {
            string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}"));
            // RFC 7617
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        _upload = new HttpUpload(SendAsync, url, options);
    }

    public bool KeepsTimes => false;

    public async Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop)
    {
        using HttpRequestMessage request = Request(HttpMethod.Head, name);
        if (withSum)
            request.Headers.Add("Want-Repr-Digest", "sha-256=10"); // RFC 9530 §4
        using HttpResponseMessage response = await SendAsync(request, stop);
        HttpAnswers.RequireSuccess(response);
        return HttpAnswers.FileOf(name, response);
    }

    public Task<Sha256Sum?> SumOfStartAsync(string name, long length, CancellationToken stop) =>
        Task.FromResult<Sha256Sum?>(null); // RFC 9530 has sums of the whole, or of what is sent

    public Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        new PartDownload(this, _options.Verifies).RunAsync(name, target, mayResume, progress, stop);

    public async Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        using IncrementalHash? hash = _options.Verifies ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        using HttpRequestMessage request = Request(HttpMethod.Get, name);
        using HttpResponseMessage response = await SendAsync(request, stop);
        HttpAnswers.RequireWhole(response);
        RemoteFile told = HttpAnswers.FileOf(name, response);
        long length = await ReadBodyAsync(
            response,
            async (piece, at) =>
            {
                hash?.AppendData(piece.Span);
                await output.WriteAsync(piece, stop);
                progress?.Report(new TransferPosition(at + piece.Length, told.Length));
            },
            stop);
        await output.FlushAsync(stop);
        Sha256Sum? sum = hash is null ? null : new Sha256Sum(hash.GetHashAndReset());
        Sha256Sum? theirs = sum is null ? null : told.Sum ?? await PartDownload.SumAsync(this, told, stop);
        if (theirs is not null && theirs != sum)
            throw new Protocols.PeerProtocolException(
                Protocols.ProtocolError.Corrupted, $"the SHA-256 is {sum} instead of {theirs}");

        return new RemoteFetch(length, ResumedFrom: 0, sum, IsVerified: theirs is not null);
    }

    // All of it, or what follows the part that is here.
    private HttpRequestMessage RequestFrom(PartFile part, string name)
    {
        HttpRequestMessage request = Request(HttpMethod.Get, name);
        if (part.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            if (part.Version is { } version)
                request.Headers.IfRange = RangeConditionHeaderValue.Parse(version); // RFC 9110 §13.1.5
        }

        return request;
    }

    public async Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        long offset = part.Length;
        using HttpRequestMessage request = RequestFrom(part, name);
        using HttpResponseMessage response = await SendAsync(request, stop);
        bool isEnd = response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable; // there is no more
        if (!isEnd)
            HttpAnswers.RequireSuccess(response);
        RemoteFile told = isEnd ? await StatAsync(name, withSum: false, stop) : HttpAnswers.FileOf(name, response);
        bool goesOn = offset > 0 && (isEnd || response.Content.Headers.ContentRange?.From == offset);
        bool isOther = response.StatusCode == HttpStatusCode.PartialContent && offset > 0 && !goesOn;
        if (isOther || (goesOn && told.Version is not null && !told.IsOf(part.Version)))
        {
            // Some servers do not heed If-Range, or send another part than the one that was asked for.
            await part.StartOverAsync();
            return await ReceiveAsync(name, part, progress, stop);
        }

        if (isEnd)
            return told;
        if (offset > 0 && !goesOn)
        {
            await part.StartOverAsync(); // it sends all of it
            offset = 0;
        }

        if (offset == 0)
            HttpAnswers.RequireWhole(response);
        part.Version = told.Version;
        progress?.Report(new TransferPosition(offset, told.Length));
        await ReadBodyAsync(
            response,
            (piece, at) =>
            {
                FileBytes.Write(part.Handle, piece.Span, offset + at);
                progress?.Report(new TransferPosition(offset + at + piece.Length, told.Length));
                return ValueTask.CompletedTask;
            },
            stop);
        return told;
    }

    public async Task<RemoteStore> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = FileBytes.Length(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, stop);
        RemoteStore stored = await _upload.StoreAsync(file, length, sum, name, progress, stop);
        RemoteFile told = await StatAsync(name, withSum: true, stop);
        if ((told.Sum ?? sum) != sum || (told.Length ?? length) != length)
            throw new Protocols.PeerProtocolException(
                Protocols.ProtocolError.Corrupted, "the server has other bytes under the name than were sent");

        return stored with { IsVerified = told.Sum is not null };
    }

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop) =>
        isRecursive
            ? RemoteListing.ReadAllAsync(directory, next => ListAsync(next, stop))
            : ListAsync(directory, stop);

    public Task DeleteAsync(string name, CancellationToken stop) => DoAsync(HttpMethod.Delete, name, stop);

    public Task CreateDirectoryAsync(string name, CancellationToken stop) =>
        DoAsync(new HttpMethod("MKCOL"), name + "/", stop);

    public Task RemoveDirectoryAsync(string name, CancellationToken stop) =>
        DoAsync(HttpMethod.Delete, name + "/", stop);

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop) =>
        throw new NoWordForItException("HTTP sets no times of files");

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RemoteListing> ListAsync(string directory, CancellationToken stop)
    {
        using HttpRequestMessage request = Request(
            HttpMethod.Get, directory.Length == 0 ? "" : directory.TrimEnd('/') + "/");
        request.Headers.Accept.ParseAdd("application/json");
        using HttpResponseMessage response = await SendAsync(request, stop);
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
            stop);
        return HttpListing.Parse(directory.TrimEnd('/'), listing.WrittenMemory);
    }

    private async Task DoAsync(HttpMethod method, string name, CancellationToken stop)
    {
        using HttpRequestMessage request = Request(method, name);
        using HttpResponseMessage response = await SendAsync(request, stop);
        HttpAnswers.RequireSuccess(response);
    }

    private HttpRequestMessage Request(HttpMethod method, string name)
    {
        bool isNamed = name == _url.Name && _url.Query.Length > 0;
        string scheme = _url.Scheme.Name;
        string query = isNamed ? "?" + _url.Query : "";
        string target = RequestTarget.Format(name.TrimEnd('/'), isDirectory: name.EndsWith('/'));
        return new HttpRequestMessage(
            method,
            string.Create(
                CultureInfo.InvariantCulture, $"{scheme}://{_url.HttpHost}:{_url.Endpoint.Port}{target}{query}"));
    }

    /// <summary>Sends, and waits for the head of the answer: from now on for each piece of the body.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            return request.Content is FileContent file
                ? await SendFileAsync(request, file, stop)
                : await new StepTimeout(_options.Timeout, _context.Time, _context.Stop).ForAsync(
                    $"get an answer from {_url.Endpoint}", cancel => SendOnceAsync(request, cancel));
        }
        catch (HttpRequestException failed)
        {
            if (_refused is { } refused)
            {
                _refused = null;
                throw refused;
            }

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
        HttpRequestMessage request, FileContent file, CancellationToken stop)
    {
        const double SlowestBytesPerSecond = 50e6; // our choice, as with SFP: a hard disk, and an old processor
        TimeSpan work = _options.Timeout + TimeSpan.FromSeconds(file.Length / SlowestBytesPerSecond);
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        file.OnSent = () => limit.CancelAfter(work);
        try
        {
            return await SendOnceAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"{_url.Endpoint} took the file, and was silent for {work.TotalSeconds:0} s");
        }
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancel) =>
        await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);

    private async Task<long> ReadBodyAsync(
        HttpResponseMessage response, Func<ReadOnlyMemory<byte>, long, ValueTask> take, CancellationToken stop)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(stop);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        var steps = new StepTimeout(_options.Timeout, _context.Time, _context.Stop);
        try
        {
            for (long read = 0; ;)
            {
                int bytes = await steps.ForAsync(
                    $"get more from {_url.Endpoint}", cancel => body.ReadAsync(buffer, cancel));
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
