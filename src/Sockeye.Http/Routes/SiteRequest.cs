using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using Sockeye.Http.Guards;
using Sockeye.Http.Hosting;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Http;
using Sockeye.Transports;

namespace Sockeye.Http.Routes;

/// <summary>One request that the guards let pass, and its response.</summary>
/// <remarks>An endpoint uses it until the task that it returned is complete.</remarks>
public sealed class SiteRequest
{
    private readonly KestrelRequest _request;

    internal SiteRequest(KestrelRequest request, RequestTarget target, ClientAddress client) =>
        (_request, Target, Client) = (request, target, client);

    /// <summary>Request and response, as ASP.NET Core has them.</summary>
    public HttpContext Http => _request.Http;

    /// <summary>The request.</summary>
    public HttpRequest Request => Http.Request;

    /// <summary>The fields of its head.</summary>
    public IHeaderDictionary Fields => Http.Request.Headers;

    /// <summary>The response.</summary>
    public HttpResponse Response => Http.Response;

    /// <summary>The client has given the request up, or is gone.</summary>
    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>What it is for.</summary>
    public RequestTarget Target { get; }

    /// <summary>Where it comes from.</summary>
    public ClientAddress Client { get; }

    /// <summary>The connection on which it came; HTTP/2 has others on the same.</summary>
    public StreamConnection Connection => _request.Connection.Stream;

    /// <summary>Whether only the head of the answer is wanted.</summary>
    public bool IsHead => HttpMethods.IsHead(Request.Method);

    /// <summary>Whether it is over for the client: then nobody is to be told anything.</summary>
    public bool IsOver => Response.HasStarted || Cancel.IsCancellationRequested;

    /// <summary>
    /// The answer is the one that the response has: whether the peer's side has it is told to it later. At most one.
    /// </summary>
    public void Follow(ISentAnswer answer) => _request.Pending.Answer = answer;

    /// <summary>Breaks off what has begun, for a reason of ours: the client cannot take it for the whole.</summary>
    public void BreakOff()
    {
        Connection.TrySetEndReason(EndReason.LocalFailure);
        Http.Abort();
    }

    /// <summary>
    /// Whether <see cref="SendFileAsync"/> has a way for this response: its length must be told, over HTTP/1.1.
    /// </summary>
    public bool CanSendFile => FileOutput.For(_request) is not null;

    /// <summary>
    /// Sends a part of a file as the content of the response by the kernel, exactly. See <see cref="CanSendFile"/>.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How long it is, in bytes.</param>
    /// <param name="progress">Is told how many bytes have been sent.</param>
    /// <exception cref="EndOfStreamException">The file ended early.</exception>
    /// <exception cref="LocalFileException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public async ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, IProgress<long> progress)
    {
        FileOutput output = FileOutput.For(_request)
            ?? throw new InvalidOperationException("a file needs HTTP/1.1 and a response of known length");
        await FlushAsync(); // the head; from here on the file follows it directly
        await output.SendAsync(Response.BodyWriter, file, offset, length, progress, Cancel);
    }

    /// <summary>Sends what was written to the response, and waits for a slow peer.</summary>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public ValueTask FlushAsync() => ResponseEnd.FlushAsync(Response.BodyWriter, Cancel);

    /// <summary>Sends an interim response (RFC 9110 §15.2), if the request's version allows it.</summary>
    /// <param name="head">
    /// Status line and fields, each ended by CR LF, without the empty line. Our own text only.
    /// </param>
    public async ValueTask SendInterimAsync(string head)
    {
        // In HTTP/1.1 it is text in front of the response, and can be written while Kestrel has nothing to write. In
        // HTTP/2 it would be frames.
        if (Request.Protocol == HttpProtocol.Http11)
            await _request.Connection.Output.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"));
    }
}
