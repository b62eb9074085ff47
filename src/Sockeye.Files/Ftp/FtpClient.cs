using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>Asks a server for files by FTP (docs/protocols/ftp.md).</summary>
/// <remarks>
/// One command or transfer at a time, many per connection. A refusal is a <see cref="PeerProtocolException"/> with
/// <see cref="ProtocolError.Refused"/> and the server's text, made safe; the session can go on. So it can after a
/// transfer was cancelled, if the server answers ABOR in time. A failing connection is an <see cref="IOException"/>.
/// Names in listings are the server's: they are not safe to print, or to write to, as they are.
/// </remarks>
public sealed class FtpClient
{
    private readonly FtpClientConnection _control;
    private readonly FtpClientData _data;
    private readonly FtpClientOptions _options;
    private readonly TimeProvider _time;
    private bool _sumsBySha256;

    /// <summary>Speaks over a control connection. It stays with the caller, with the TLS that is put on it.</summary>
    /// <param name="control">The connection. Nothing was read from it yet.</param>
    /// <param name="transport">What data connections are opened by.</param>
    /// <param name="time">The clock of limits and of listings without years.</param>
    /// <param name="options">How; null for the defaults.</param>
    public FtpClient(
        StreamConnection control, IStreamTransport transport, TimeProvider time, FtpClientOptions? options = null)
    {
        (_options, _time) = (options ?? new FtpClientOptions(), time);
        _control = new FtpClientConnection(control, _options.StallTimeout, time);
        _data = new FtpClientData(_control, transport, _options, time);
    }

    /// <summary>What the server says it can do; known after the login.</summary>
    public FtpFeatures Features { get; private set; } = FtpFeatures.None;

    /// <summary>Whether sums can be asked for.</summary>
    public bool CanSum => Features.Has("HASH", "SHA-256") || Features.Has("XSHA256");

    /// <summary>Whether parts can be asked for, and uploads go on.</summary>
    public bool CanRestart => Features.Has("REST", "STREAM");

    /// <summary>How many replies have come: by it can be told whether anything was answered since.</summary>
    internal long Replies => _control.Replies;

    /// <summary>Takes the greeting, secures the session if that is wanted, and logs in.</summary>
    /// <param name="user">Who; <c>anonymous</c> for nobody.</param>
    /// <param name="password">With what; of an anonymous visitor anything.</param>
    /// <param name="cancel">Gives up; the connection cannot be used further.</param>
    /// <exception cref="PeerProtocolException">The server refused.</exception>
    public async ValueTask LogInAsync(string user, string password, CancellationToken cancel = default)
    {
        if (_options is { Tls: not null, IsImplicitTls: true })
            await SecureAsync(cancel);
        FtpClientConnection.Done(await _control.ReadFinalAsync(cancel));
        if (_options is { Tls: not null, IsImplicitTls: false })
        {
            await _control.RequireAsync(FtpVerb.Auth, "TLS", cancel);
            await SecureAsync(cancel);
        }

        FtpReply reply = await _control.AskAsync(FtpVerb.User, user, cancel);
        if (reply.Code == 331)
            reply = await _control.AskAsync(FtpVerb.Pass, password, cancel);
        FtpClientConnection.Done(reply); // one that wants ACCT as well (332) is refused
        if (_options.Tls is not null)
            await ProtectDataAsync(cancel);
        Features = FtpFeatures.From(await _control.AskAsync(FtpVerb.Feat, "", cancel));
        if (Features.Has("UTF8"))
            await _control.AskAsync(FtpVerb.Opts, "UTF8 ON", cancel); // some want to hear it; most do not care
        await _control.RequireAsync(FtpVerb.Type, "I", cancel);
    }

    /// <summary>Asks for what is known of a file or directory; null when it is not there, or may not be seen.</summary>
    /// <remarks>Of an upload that was cut, some servers tell how much is there.</remarks>
    public async ValueTask<FtpEntry?> StatAsync(string path, CancellationToken cancel = default)
    {
        if (Features.Has("MLST"))
        {
            FtpReply facts = await _control.AskAsync(FtpVerb.Mlst, path, cancel);
            if (facts is { IsDone: true, Lines.Count: > 2 } && FtpEntry.TryParse(facts.Lines[1], out FtpEntry? entry))
                return entry;
            return facts.Code == 550 ? null : throw FtpClientConnection.Refused(facts);
        }

        if (await LengthAsync(path, cancel) is { } length)
            return new FtpEntry(path, FtpEntryKind.File, length, await ModifiedAsync(path, cancel));

        string before = await DirectoryAsync(cancel);
        FtpReply entered = await _control.AskAsync(FtpVerb.Cwd, path, cancel);
        if (!entered.IsDone)
            return null;

        await _control.RequireAsync(FtpVerb.Cwd, before, cancel);
        return new FtpEntry(path, FtpEntryKind.Directory);
    }

    /// <summary>Asks for the entries of a directory, without itself and the one above.</summary>
    /// <remarks>Of a server without MLSD the times are to the minute or the day; <see cref="ModifiedAsync"/> tells them
    /// better.</remarks>
    /// <param name="path">Which; empty is the working directory.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PeerProtocolException">The server refused.</exception>
    public async ValueTask<FtpDirectory> ListAsync(string path = "", CancellationToken cancel = default)
    {
        bool hasFacts = Features.Has("MLST");
        var listing = new ArrayBufferWriter<byte>();
        if (hasFacts)
            await _data.TransferAsync(FtpVerb.Mlsd, path, 0, (data, stop) => CollectAsync(data, listing, stop), cancel);
        else
            await ListWithinAsync(path, listing, cancel);
        return FtpDirectory.Parse(Encoding.UTF8.GetString(listing.WrittenSpan), hasFacts, _time.GetUtcNow());
    }

    /// <summary>When a file was last changed, to the second; null when the server does not tell.</summary>
    public async ValueTask<DateTimeOffset?> ModifiedAsync(string path, CancellationToken cancel = default)
    {
        FtpReply reply = await _control.AskAsync(FtpVerb.Mdtm, path, cancel);
        return reply.IsDone && FtpTime.TryParse(reply.Text, out DateTimeOffset modified) ? modified : null;
    }

    /// <summary>How long a file is, in bytes; null when the server does not tell.</summary>
    public async ValueTask<long?> LengthAsync(string path, CancellationToken cancel = default)
    {
        FtpReply reply = await _control.AskAsync(FtpVerb.Size, path, cancel);
        return reply.IsDone && long.TryParse(reply.Text, out long length) && length >= 0 ? length : null;
    }

    /// <summary>Fetches a file, or the rest of it, into a file.</summary>
    /// <param name="path">Which.</param>
    /// <param name="file">A file open for writing.</param>
    /// <param name="offset">Where to begin, in bytes, there and here.</param>
    /// <param name="maxBytes">How many bytes to take at most; one more is a refusal of ours.</param>
    /// <param name="progress">Is told how many bytes have arrived; may be null.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>How many bytes arrived. The server says that it is all; compare with <see cref="StatAsync"/>.</returns>
    public ValueTask<long> RetrieveAsync(
        string path, SafeFileHandle file, long offset, long maxBytes, IProgress<long>? progress = null,
        CancellationToken cancel = default) => _data.TransferAsync(
            FtpVerb.Retr, path, offset,
            async (data, stop) =>
            {
                long limit = maxBytes == long.MaxValue ? maxBytes - offset : maxBytes + 1;
                long bytes = await data.ReceiveFileToEndAsync(file, offset, limit, progress, stop);
                return bytes <= maxBytes ? bytes : throw TooLong(maxBytes);
            },
            cancel);

    /// <summary>Fetches a file, or the rest of it, into a stream.</summary>
    /// <param name="path">Which.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="offset">Where to begin, in bytes.</param>
    /// <param name="progress">Is told how many bytes have arrived; may be null.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>How many bytes arrived.</returns>
    public ValueTask<long> RetrieveAsync(
        string path, Stream output, long offset, IProgress<long>? progress = null,
        CancellationToken cancel = default) =>
        _data.TransferAsync(
            FtpVerb.Retr, path, offset, (data, stop) => CopyAsync(data, output, progress, stop), cancel);

    /// <summary>Stores a file, or the rest of one that was cut.</summary>
    /// <param name="path">Under which name.</param>
    /// <param name="file">A file open for reading.</param>
    /// <param name="offset">Where to begin, in bytes, there and here: as much as the server has.</param>
    /// <param name="length">How many bytes follow.</param>
    /// <param name="progress">Is told how many bytes have left; may be null.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async ValueTask StoreAsync(
        string path, SafeFileHandle file, long offset, long length, IProgress<long>? progress = null,
        CancellationToken cancel = default)
    {
        // Who knows the length can tell a file from the beginning of one; others do not care, whatever they answer.
        string whole = (offset + length).ToString(CultureInfo.InvariantCulture);
        await _control.AskAsync(FtpVerb.Allo, whole, cancel);
        await _data.TransferAsync(
            FtpVerb.Stor, path, offset, (data, stop) => SendAsync(data, file, offset, length, progress, stop), cancel);
    }

    /// <summary>Stores what a stream has, from where it stands to its end.</summary>
    /// <param name="path">Under which name.</param>
    /// <param name="input">The bytes.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async ValueTask StoreAsync(string path, Stream input, CancellationToken cancel = default) =>
        await _data.TransferAsync(
            FtpVerb.Stor, path, 0,
            async (data, stop) =>
            {
                await input.CopyToAsync(data.Output, stop);
                await data.CompleteOutputAsync(stop);
                return data.BytesSent;
            },
            cancel);

    /// <summary>Removes a file.</summary>
    public async ValueTask DeleteAsync(string path, CancellationToken cancel = default) =>
        await _control.RequireAsync(FtpVerb.Dele, path, cancel);

    /// <summary>Makes a directory.</summary>
    public async ValueTask CreateDirectoryAsync(string path, CancellationToken cancel = default) =>
        await _control.RequireAsync(FtpVerb.Mkd, path, cancel);

    /// <summary>Removes an empty directory.</summary>
    public async ValueTask RemoveDirectoryAsync(string path, CancellationToken cancel = default) =>
        await _control.RequireAsync(FtpVerb.Rmd, path, cancel);

    /// <summary>Gives a file or directory another name.</summary>
    public async ValueTask RenameAsync(string from, string to, CancellationToken cancel = default)
    {
        FtpReply reply = await _control.AskAsync(FtpVerb.Rnfr, from, cancel);
        if (!reply.IsIntermediate)
            throw FtpClientConnection.Refused(reply);

        await _control.RequireAsync(FtpVerb.Rnto, to, cancel);
    }

    /// <summary>Sets when a file was last changed, to the second.</summary>
    /// <returns>false when the server cannot.</returns>
    public async ValueTask<bool> SetModifiedAsync(
        string path, DateTimeOffset modified, CancellationToken cancel = default)
    {
        if (!Features.Has("MFMT"))
            return false;

        await _control.RequireAsync(FtpVerb.Mfmt, $"{FtpTime.Write(modified)} {path}", cancel);
        return true;
    }

    /// <summary>Asks for the SHA-256 of a file; null when the server cannot tell.</summary>
    /// <param name="path">Of which.</param>
    /// <param name="length">Of so many bytes from its start only; null: of all of it.</param>
    /// <param name="cancel">Gives up; the connection cannot be used further.</param>
    public async ValueTask<Sha256Sum?> SumAsync(
        string path, long? length = null, CancellationToken cancel = default)
    {
        if (!CanSum || length == 0)
            return null;

        TimeSpan reading = TimeSpan.FromHours(1); // of the whole file, before it answers: 180 GB of a slow disk
        bool hasHash = Features.Has("HASH", "SHA-256");
        if (length is not null && !(hasHash && Features.Has("RANG", "STREAM")))
            return null;
        if (hasHash && !_sumsBySha256)
            _sumsBySha256 = (await _control.RequireAsync(FtpVerb.Opts, "HASH SHA-256", cancel)).IsDone;
        if (length is { } bytes && !await SetRangeAsync(bytes, cancel))
            return null;

        FtpReply reply = await _control.AskAsync(hasHash ? FtpVerb.Hash : FtpVerb.Xsha256, path, cancel, reading);
        return FtpHashReply.Parse(FtpClientConnection.Done(reply));
    }

    /// <summary>Says goodbye. The connection is then to be disposed.</summary>
    public async ValueTask QuitAsync(CancellationToken cancel = default)
    {
        await _control.AskAsync(FtpVerb.Quit, "", cancel);
        await _control.Connection.CompleteOutputAsync(cancel);
    }

    private static PeerProtocolException TooLong(long maxBytes) =>
        new(ProtocolError.FrameTooLong, $"the server sends more than the {maxBytes} bytes that were expected");

    private static async ValueTask<long> SendAsync(
        StreamConnection data, SafeFileHandle file, long offset, long length, IProgress<long>? progress,
        CancellationToken cancel)
    {
        const int PieceBytes = 4 * 1024 * 1024; // how often progress is told
        for (long sent = 0; sent < length;)
        {
            long piece = Math.Min(PieceBytes, length - sent);
            await data.SendFileAsync(file, offset + sent, piece, cancel);
            sent += piece;
            progress?.Report(sent);
        }

        await data.CompleteOutputAsync(cancel);
        return length;
    }

    private static async ValueTask<long> CopyAsync(
        StreamConnection data, Stream output, IProgress<long>? progress, CancellationToken cancel)
    {
        for (long copied = 0; ;)
        {
            ReadResult read = await data.Input.ReadAsync(cancel);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                await output.WriteAsync(segment, cancel);
            copied += read.Buffer.Length;
            data.Input.AdvanceTo(read.Buffer.End);
            progress?.Report(copied);
            if (read.IsCompleted)
                return copied;
        }
    }

    private static async ValueTask<long> CollectAsync(
        StreamConnection data, ArrayBufferWriter<byte> listing, CancellationToken cancel)
    {
        while (true)
        {
            ReadResult read = await data.Input.ReadAsync(cancel);
            if (listing.WrittenCount + read.Buffer.Length > FtpLimits.MaxListingBytes)
                throw TooLong(FtpLimits.MaxListingBytes);

            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                listing.Write(segment.Span);
            data.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return listing.WrittenCount;
        }
    }

    // Of a directory that is not there, LIST tells that it is empty, and of a name with a hyphen what it takes for
    // options.
    private async ValueTask ListWithinAsync(string path, ArrayBufferWriter<byte> listing, CancellationToken cancel)
    {
        string before = path.Length == 0 ? "" : await DirectoryAsync(cancel);
        if (path.Length > 0)
            await _control.RequireAsync(FtpVerb.Cwd, path, cancel);
        if (!await TryListAllAsync(listing, cancel))
        {
            listing.ResetWrittenCount();
            await _data.TransferAsync(FtpVerb.List, "", 0, (data, stop) => CollectAsync(data, listing, stop), cancel);
        }

        if (path.Length > 0)
            await _control.RequireAsync(FtpVerb.Cwd, before, cancel);
    }

    // Many servers leave out names that begin with a dot, unless they are asked as ls(1) is. The directory itself is
    // such a name.
    private async ValueTask<bool> TryListAllAsync(ArrayBufferWriter<byte> listing, CancellationToken cancel)
    {
        try
        {
            await _data.TransferAsync(FtpVerb.List, "-a", 0, (data, stop) => CollectAsync(data, listing, stop), cancel);
        }
        catch (PeerProtocolException refused) when (refused.Error == ProtocolError.Refused)
        {
            return false;
        }

        return Encoding.UTF8.GetString(listing.WrittenSpan).Split('\n').Any(line =>
            UnixListingParser.TryParse(line.TrimEnd('\r'), _time.GetUtcNow(), out FtpEntry? entry)
            && entry!.Kind == FtpEntryKind.Current);
    }

    private async ValueTask<string> DirectoryAsync(CancellationToken cancel) =>
        FtpPath.Unquote((await _control.RequireAsync(FtpVerb.Pwd, "", cancel)).Text) ?? "/";

    private async ValueTask SecureAsync(CancellationToken cancel)
    {
        string host = _options.Host ?? PeerHost.TextOf(_control.Server) ?? "";
        var secured = _options.Tls!.Secure(_control.Connection, host, _options.Port);
        _control.ContinueOver(secured);
        await secured.HandshakeAsync(cancel);
    }

    private async ValueTask ProtectDataAsync(CancellationToken cancel)
    {
        await _control.RequireAsync(FtpVerb.Pbsz, "0", cancel);
        await _control.RequireAsync(FtpVerb.Prot, "P", cancel);
        _data.IsProtected = true;
    }

    private async ValueTask<bool> SetRangeAsync(long bytes, CancellationToken cancel) =>
        (await _control.AskAsync(
            FtpVerb.Rang, string.Create(CultureInfo.InvariantCulture, $"0 {bytes - 1}"), cancel)).IsIntermediate;
}
