using System.Buffers;
using Microsoft.Extensions.Logging;
using Sockeye.Protocols;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Serving;
using Sockeye.Storage;
using Sockeye.Transports;

namespace Sockeye.Services.Files;

/// <summary>One connection of the file service.</summary>
/// <remarks>
/// Stopping ends the wait for the next request and for a sum; a transfer under way goes on, until the server's drain
/// time is over and it aborts the connection.
/// </remarks>
internal sealed class FilesSession(
    StreamConnection connection, FileRoot root, FilesOptions options, ILogger logger)
{
    private const int MaxUnknownRequests = 10; // our choice: a person mistypes now and then, a stream of garbage always

    private readonly SfpAnswerEncoder _encoder = new();
    private int _unknownRequests;

    public async Task RunAsync(CancellationToken stopping)
    {
        var requests = new FrameReader<SfpRequest>(connection.Input, new SfpRequestDecoder());
        while (await NextAsync(requests, stopping))
        {
            SfpRequest request = requests.Current;
            requests.Release();
            if (request.Verb == SfpVerb.Bye)
                return;

            bool mayGoOn = await AnswerAsync(request, stopping);
            if (!mayGoOn || options.ClosesAfterFirstAnswer)
                return;
        }
    }

    private async ValueTask<bool> NextAsync(FrameReader<SfpRequest> requests, CancellationToken stopping)
    {
        try
        {
            return await requests.MoveNextAsync(stopping);
        }
        catch (PeerProtocolException broken) when (broken.Error == ProtocolError.FrameTooLong)
        {
            await SendAsync(SfpAnswer.Refusal(SfpError.BadRequest));
            throw;
        }
    }

    /// <returns>false when the connection cannot be used further.</returns>
    private async Task<bool> AnswerAsync(SfpRequest request, CancellationToken stopping)
    {
        try
        {
            return await ServeAsync(request, stopping);
        }
        catch (FileRefusedException refused)
        {
            logger.Refused(connection.Id, request.Verb, refused.Refusal, refused.Message);
            await SendAsync(SfpAnswer.Refusal(ErrorOf(refused.Refusal)));
        }
        catch (IOException failure) when (FileFailure.IsLocal(failure))
        {
            logger.Failed(connection.Id, request.Verb, failure.Message);
            FileRefusal? refusal = FileFailure.Meaning(failure);
            await SendAsync(SfpAnswer.Refusal(refusal is { } known ? ErrorOf(known) : SfpError.Internal));
        }

        // After a failed PUT the file may be on its way, and would be read as requests.
        return request.Verb != SfpVerb.Put;
    }

    private async Task<bool> ServeAsync(SfpRequest request, CancellationToken stopping)
    {
        switch (request.Verb)
        {
            case SfpVerb.Get or SfpVerb.Range:
                return await SendContentAsync(request, stopping);
            case SfpVerb.Stat or SfpVerb.Sum or SfpVerb.SumRange:
                await SendFactsAsync(request, stopping);
                return true;
            case SfpVerb.List or SfpVerb.ListAll:
                await SendListAsync(request, stopping);
                return true;
            case SfpVerb.Put:
                await ReceiveAsync(request);
                return true;
            default:
                await SendAsync(SfpAnswer.Refusal(SfpError.BadRequest));
                if (++_unknownRequests < MaxUnknownRequests)
                    return true;
                throw new PeerProtocolException(
                    ProtocolError.Malformed, $"{MaxUnknownRequests} lines were no requests");
        }
    }

    private async Task<bool> SendContentAsync(SfpRequest request, CancellationToken stopping)
    {
        using ServedFile file = root.OpenRead(FileName.Parse(request.Name));
        long length = file.PartLength(request.Offset, request.Length);
        Sha256Sum? sum = length == file.Length ? await SumWithoutDelayAsync(file, stopping) : null;

        _encoder.Encode(SfpAnswer.Content(length, file.Modified, sum), connection.Output);
        try
        {
            await connection.SendFileAsync(file.Handle, request.Offset, length, CancellationToken.None);
            await FlushAsync();
            return true;
        }
        catch (IOException failure) when (failure is EndOfStreamException || FileFailure.IsLocal(failure))
        {
            // The peer was promised more bytes than there are: a reset is the only honest end. Never padded.
            logger.Failed(connection.Id, request.Verb, failure.Message);
            connection.Abort(EndReason.LocalFailure);
            return false;
        }
    }

    private async Task SendFactsAsync(SfpRequest request, CancellationToken stopping)
    {
        using ServedFile file = root.OpenRead(FileName.Parse(request.Name));
        long length = file.PartLength(request.Offset, request.Length);
        Sha256Sum? sum = request.Verb == SfpVerb.Stat
            ? null
            : await SumAsync(file, request.Offset, length, stopping);
        await SendAsync(SfpAnswer.Facts(file.Length, file.Modified, sum));
    }

    private async ValueTask<Sha256Sum?> SumWithoutDelayAsync(ServedFile file, CancellationToken stopping) =>
        file.KnownSum
        ?? (file.Length <= options.MaxSumFirstBytes ? await SumAsync(file, 0, file.Length, stopping) : null);

    // The peer waits for us, and for those whose turn it is before.
    private async ValueTask<Sha256Sum> SumAsync(ServedFile file, long offset, long length, CancellationToken stopping)
    {
        using (connection.Working())
            return await file.SumAsync(offset, length, stopping);
    }

    private async Task SendListAsync(SfpRequest request, CancellationToken stopping)
    {
        FileName? directory = request.Name.Length == 0 ? null : FileName.Parse(request.Name);
        FileStatus status = root.Stat(directory);
        var listing = new ArrayBufferWriter<byte>();
        var encoder = new SfpEntryEncoder();
        foreach (FileEntry entry in root.List(directory, request.Verb == SfpVerb.ListAll, stopping))
        {
            if (!SfpEntryEncoder.CanEncode(entry.Name.Text))
                continue; // too long to be asked for

            (bool isDirectory, long length, DateTimeOffset modified) = entry.Status;
            encoder.Encode(new SfpEntry(entry.Name.Text, isDirectory, length, modified), listing);
            if (listing.WrittenCount > SfpLimits.MaxListBytes)
                throw new FileRefusedException(FileRefusal.TooLarge, $"more than {SfpLimits.MaxListBytes} bytes");
        }

        _encoder.Encode(SfpAnswer.Content(listing.WrittenCount, status.Modified, sum: null), connection.Output);
        await connection.Output.WriteAsync(listing.WrittenMemory, CancellationToken.None);
        await FlushAsync();
    }

    private async Task ReceiveAsync(SfpRequest request)
    {
        if (!options.IsWritable)
            throw new FileRefusedException(FileRefusal.NotAllowed, "this server takes no files");

        long length = request.Length!.Value; // a PUT has one
        await using PendingUpload upload = root.CreateUpload(FileName.Parse(request.Name), length);
        await SendAsync(SfpAnswer.Ready);
        await connection.ReceiveFileAsync(upload.Handle, 0, length, upload.Digest, CancellationToken.None);
        FileStatus published;
        using (connection.Working()) // the rest of it is summed, and it is brought to the disk
            published = await upload.PublishAsync(length, request.Sum, modified: null, CancellationToken.None);
        logger.Published(connection.Id, upload.Name.Text, length);
        await SendAsync(SfpAnswer.Facts(published.Length, published.Modified, request.Sum));
    }

    private static SfpError ErrorOf(FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => SfpError.NotFound,
        FileRefusal.NotAllowed or FileRefusal.Exists => SfpError.NotAllowed,
        FileRefusal.BadName or FileRefusal.BadRange or FileRefusal.WrongLength => SfpError.BadRequest,
        FileRefusal.TooLarge => SfpError.TooLarge,
        FileRefusal.Checksum => SfpError.Checksum,
        FileRefusal.Full => SfpError.Full,
        _ => SfpError.Busy,
    };

    private ValueTask SendAsync(SfpAnswer answer)
    {
        _encoder.Encode(answer, connection.Output);
        return FlushAsync();
    }

    private async ValueTask FlushAsync()
    {
        if ((await connection.Output.FlushAsync()).IsCompleted)
            throw new IOException("the peer stopped reading");
    }
}
