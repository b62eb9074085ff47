using System.Net;
using Microsoft.Win32.SafeHandles;
using Sockeye.Driving;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Tftp;
using Sockeye.Transports;

namespace Sockeye.Files.Tftp;

/// <summary>Gets files from a TFTP server and puts files there (RFC 1350, 2347, 2348, 2349, 7440).</summary>
/// <param name="transport">Opens a socket for each transfer.</param>
/// <param name="time">The clock.</param>
/// <param name="settings">What to ask for. Default: <see cref="DefaultSettings"/>.</param>
public sealed class TftpClient(IDatagramTransport transport, TimeProvider time, TftpSettings? settings = null)
{
    // The machine ends by itself after its tries; this is above the longest time-out that can be agreed on, twice.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2 * (TftpOptions.MaxTimeoutSeconds + 1));

    private readonly TftpSettings _settings = settings ?? DefaultSettings;

    /// <summary>
    /// Blocks of 1,428 bytes, windows of 64; after the last ACK a wait only if something was lost before.
    /// </summary>
    public static TftpSettings DefaultSettings { get; } = new() { AlwaysDallies = false };

    /// <summary>Gets a file.</summary>
    /// <param name="server">Where the server takes requests.</param>
    /// <param name="fileName">The name to ask for.</param>
    /// <param name="destination">
    /// An empty file to write to; not closed. After a failure its content is meaningless.
    /// </param>
    /// <param name="mode">How to transfer.</param>
    /// <param name="progress">Is told how many bytes have arrived; the total if the server told it.</param>
    /// <param name="cancel">Gives up, and tells the server.</param>
    /// <exception cref="PeerProtocolException">The server refused, or broke a rule.</exception>
    /// <exception cref="TimeoutException">
    /// The server did not answer, in as many tries as the settings allow.
    /// </exception>
    /// <exception cref="IOException">
    /// The name is not known, the network failed, or the file cannot be written.
    /// </exception>
    public Task<TftpTransfer> GetAsync(
        Endpoint server, string fileName, SafeFileHandle destination, TftpMode mode = TftpMode.Octet,
        IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        RunAsync(server, address => Get(address, fileName, destination, mode, progress), cancel);

    /// <summary>Puts a file.</summary>
    /// <param name="server">Where the server takes requests.</param>
    /// <param name="fileName">The name to ask for.</param>
    /// <param name="source">The file to read; not closed.</param>
    /// <param name="mode">How to transfer.</param>
    /// <param name="progress">Is told how many bytes the server has acknowledged.</param>
    /// <param name="cancel">Gives up, and tells the server.</param>
    /// <exception cref="PeerProtocolException">The server refused, or broke a rule.</exception>
    /// <exception cref="TimeoutException">
    /// The server did not answer, in as many tries as the settings allow.
    /// </exception>
    /// <exception cref="IOException">The name is not known, the network failed, or the file cannot be read.</exception>
    public Task<TftpTransfer> PutAsync(
        Endpoint server, string fileName, SafeFileHandle source, TftpMode mode = TftpMode.Octet,
        IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        RunAsync(server, address => Put(address, fileName, source, mode, progress), cancel);

    private TftpClientExchange Get(
        EndPoint address, string fileName, SafeFileHandle destination, TftpMode mode,
        IProgress<TransferPosition>? progress)
    {
        var sink = new FileBlockSink(destination, completesAtOnce: true);
        return new TftpClientExchange(
            null, TftpReceiver.Get(fileName, mode, address, sink, _settings), length: null, progress);
    }

    private TftpClientExchange Put(
        EndPoint address, string fileName, SafeFileHandle source, TftpMode mode,
        IProgress<TransferPosition>? progress)
    {
        long length = FileBytes.Length(source);
        var blocks = new FileBlockSource(source, length);
        return new TftpClientExchange(
            TftpSender.Put(fileName, mode, address, blocks, _settings), null, length, progress);
    }

    // Addresses are tried one after the other, until one answers anything.
    private async Task<TftpTransfer> RunAsync(
        Endpoint server, Func<EndPoint, TftpClientExchange> create, CancellationToken cancel)
    {
        IReadOnlyList<EndPoint> addresses = await transport.ResolveAsync(server, cancel);
        long start = time.GetTimestamp();
        Exception? failure = null;
        foreach (EndPoint address in addresses)
        {
            TftpClientExchange exchange = create(address);
            try
            {
                await DriveAsync(address, exchange, cancel);
                ThrowUnlessDone(server, exchange.Outcome, hasBegun: exchange.Bytes > 0);
                return new TftpTransfer(exchange.Bytes, exchange.Terms, time.GetElapsedTime(start));
            }
            catch (Exception e) when (!exchange.HasPeer && e is IOException or TimeoutException)
            {
                failure ??= e;
            }
        }

        throw failure ?? new IOException($"{server} has no address");
    }

    private async Task DriveAsync(EndPoint address, TftpClientExchange exchange, CancellationToken cancel)
    {
        await using IDatagramSocket socket = transport.Open(address);
        var driver = new MachineDriver(socket, time, LongestSilence);
        DriveEnd end = await driver.RunAsync(exchange, exchange.Machine, cancel);
        if (end == DriveEnd.Cancelled)
            cancel.ThrowIfCancellationRequested();
    }

    // An error that has no number, in the middle of a file, is no refusal: it may be asked for again.
    private static void ThrowUnlessDone(Endpoint server, TftpOutcome outcome, bool hasBegun)
    {
        switch (outcome.Status)
        {
            case TftpStatus.Done:
                return;
            case TftpStatus.EndedByPeer:
                bool isCut = hasBegun && outcome.Error == TftpErrorCode.NotDefined;
                throw new PeerProtocolException(
                    isCut ? ProtocolError.CutOff : ProtocolError.Refused,
                    $"{server} answered: {outcome.Message} (TFTP error {(int)outcome.Error})");
            case TftpStatus.PeerBrokeProtocol:
                throw new PeerProtocolException(ProtocolError.Unexpected, $"{server}: {outcome.Message}");
            case TftpStatus.LocalFailure:
                throw new IOException(outcome.Message);
            default:
                throw new TimeoutException($"{server} did not answer");
        }
    }
}

/// <summary>A transfer that a client has finished.</summary>
/// <param name="Bytes">The file's bytes, as on the wire: in netascii mode more than on disk.</param>
/// <param name="Terms">What was agreed on.</param>
/// <param name="Elapsed">From the first request to the end.</param>
public sealed record TftpTransfer(long Bytes, TftpTerms Terms, TimeSpan Elapsed);
