using System.Net;
using Sockeye.Protocols.Tftp;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Tftp;

/// <summary>One transfer over a simulated link, between our own client and server machines.</summary>
internal sealed class TftpTransfer
{
    private readonly bool _isGet;
    private readonly List<MemoryFile> _copies = [new()];
    private readonly TftpReceiver? _getter;
    private readonly TftpSender? _putter;

    private TftpTransfer(
        SimulatedLink link, bool isGet, MemoryFile file, TftpSettings client, TftpSettings server, TftpMode mode)
    {
        (Link, _isGet, Source) = (link, isGet, file);
        EndPoint port = link.NewAddress();
        link.Listen(port, (datagram, from) => Open(datagram, from, server));
        if (isGet)
            link.Add(_getter = TftpReceiver.Get("file", mode, port, Copy, client));
        else
            link.Add(_putter = TftpSender.Put("file", mode, port, file, client));
    }

    public SimulatedLink Link { get; }

    public MemoryFile Source { get; }

    /// <summary>What arrived: at a client its file, at a server the first that was completed.</summary>
    public MemoryFile Copy => _copies.FirstOrDefault(copy => copy.WasCompleted) ?? _copies[^1];

    public List<TftpSender> Senders { get; } = [];

    public List<TftpReceiver> Receivers { get; } = [];

    public TftpOutcome ClientOutcome => _isGet ? _getter!.Outcome : _putter!.Outcome;

    public TftpTerms ClientTerms => _isGet ? _getter!.Terms : _putter!.Terms;

    public static TftpTransfer Run(
        bool isGet, MemoryFile file, SimulatedLink? link =
            null, TftpSettings? client = null, TftpSettings? server = null,
        TftpMode mode = TftpMode.Octet)
    {
        TftpSettings settings = client ?? new TftpSettings();
        var transfer = new TftpTransfer(link ?? new SimulatedLink(), isGet, file, settings, server ?? settings, mode);
        transfer.Link.Run();
        return transfer;
    }

    // As a server does: a request repeated by a client that is being served is not served twice.
    private Sockeye.Protocols.Machines.IDatagramMachine? Open(byte[] datagram, EndPoint from, TftpSettings settings)
    {
        if (!TftpRequest.TryParse(datagram, out TftpRequest? request))
            return null;
        if (Senders.Any(sender => !sender.IsFinished) || Receivers.Any(receiver => !receiver.IsFinished))
            return null;

        if (!request!.IsWrite)
        {
            Senders.Add(TftpSender.Serve(request, from, Source, settings));
            return Senders[^1];
        }

        _copies.Add(new MemoryFile());
        Receivers.Add(TftpReceiver.Accept(request, from, _copies[^1], settings));
        return Receivers[^1];
    }
}
