using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Http.Hosting;

/// <summary>Sends a file without a copy, past Kestrel but not behind its back.</summary>
/// <remarks>
/// Kestrel writes to our pipe, and of HTTP/1.1 with a Content-Length it writes the content as it is. So it is told
/// of as many bytes as are sent: it takes memory of us, says how much it filled, and flushes; and what the flush sends
/// is the file. Its counts, its limits and its time-outs stay right.
/// </remarks>
internal sealed class FileOutput
{
    private const int StepBytes = 1024 * 1024; // long enough to be worth a sendfile(2), short enough to see progress

    private readonly OutputAdapter _output;

    private FileOutput(OutputAdapter output) => _output = output;

    /// <summary>The way for a response whose Content-Length is set; null where there is none.</summary>
    public static FileOutput? For(KestrelRequest request) =>
        request.Http.Request.Protocol == HttpProtocol.Http11 && request.Http.Response.ContentLength is not null
            ? new FileOutput(request.Connection.Output)
            : null;

    /// <summary>Sends a part of a file, exactly. The head of the response must have left.</summary>
    /// <exception cref="EndOfStreamException">The file ended early.</exception>
    /// <exception cref="LocalFileException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public async ValueTask SendAsync(
        PipeWriter response, SafeFileHandle file, long offset, long length, IProgress<long> progress,
        CancellationToken cancel)
    {
        _output.BeginFile(file, offset);
        try
        {
            for (long sent = 0; sent < length;)
            {
                int step = (int)Math.Min(StepBytes, length - sent);
                response.GetMemory(step);
                response.Advance(step);
                FlushResult flushed = await response.FlushAsync(cancel);
                if (flushed.IsCompleted)
                    throw _output.Failure ?? new OperationCanceledException("the peer is gone");

                sent += step;
                progress.Report(sent);
            }
        }
        finally
        {
            _output.EndFile();
        }
    }
}
