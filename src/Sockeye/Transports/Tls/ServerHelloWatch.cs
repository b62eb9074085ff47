using System.Buffers.Binary;

namespace Sockeye.Transports.Tls;

/// <summary>Looks at a server's handshake as it passes: whether it resumed an earlier session.</summary>
/// <remarks>
/// .NET does not tell. It is in the clear: with TLS 1.3 the ServerHello then has the extension <c>pre_shared_key</c>
/// (RFC 8446 §4.2.11), with TLS 1.2 no Certificate follows it (RFC 5246 §7.3). Takes the bytes in pieces of any size;
/// of what is no handshake it makes nothing.
/// </remarks>
internal sealed class ServerHelloWatch
{
    private const int MaxBytes = 16 * 1024; // one record (RFC 8446 §5.1): a ServerHello is far shorter
    private const int RecordHeaderBytes = 5;
    private const int MessageHeaderBytes = 4;
    private const int RandomBytes = 32;
    private const byte HandshakeRecord = 22;
    private const byte ChangeCipherSpecRecord = 20;
    private const byte ServerHelloMessage = 2;
    private const byte NewSessionTicketMessage = 4;
    private const ushort PreSharedKey = 41;
    private const ushort SupportedVersions = 43;

    // SHA-256 of "HelloRetryRequest": a ServerHello with this for its random is one (RFC 8446 §4.1.3).
    private static readonly byte[] RetryRandom =
        Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");

    private readonly List<byte> _records = [];
    private readonly List<byte> _messages = [];
    private bool _sawTls12Hello;

    /// <summary>Whether it resumed an earlier session; null while that is not known.</summary>
    public bool? IsResumed { get; private set; }

    /// <summary>Takes what the server sent next.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (IsResumed is not null)
            return;

        _records.AddRange(bytes);
        while (IsResumed is null && TryTakeRecord())
        {
            // to the next
        }

        if (_records.Count + _messages.Count > MaxBytes)
            IsResumed ??= false;
        if (IsResumed is not null)
            Forget();
    }

    private bool TryTakeRecord()
    {
        if (_records.Count < RecordHeaderBytes)
            return false;

        int length = (_records[3] << 8) | _records[4];
        if (_records.Count < RecordHeaderBytes + length)
            return false;

        if (_records[0] == HandshakeRecord)
            TakeMessages(_records.GetRange(RecordHeaderBytes, length));
        else if (_records[0] == ChangeCipherSpecRecord && _sawTls12Hello)
            IsResumed ??= true; // no Certificate came before Finished
        _records.RemoveRange(0, RecordHeaderBytes + length);
        return true;
    }

    private void TakeMessages(List<byte> record)
    {
        _messages.AddRange(record);
        while (IsResumed is null && _messages.Count >= MessageHeaderBytes)
        {
            int length = (_messages[1] << 16) | (_messages[2] << 8) | _messages[3];
            if (_messages.Count < MessageHeaderBytes + length)
                return;

            TakeMessage(_messages[0], _messages.GetRange(MessageHeaderBytes, length).ToArray());
            _messages.RemoveRange(0, MessageHeaderBytes + length);
        }
    }

    private void TakeMessage(byte type, ReadOnlySpan<byte> body)
    {
        if (type == ServerHelloMessage)
            TakeServerHello(body);
        else if (_sawTls12Hello && type != NewSessionTicketMessage) // a resumed session may get a new ticket (RFC 5077)
            IsResumed = false;
    }

    private void TakeServerHello(ReadOnlySpan<byte> hello)
    {
        // version 2, random 32, session id 1 + n, cipher suite 2, compression 1, extensions 2 + n (RFC 8446 §4.1.3)
        if (hello.Length < 2 + RandomBytes + 1)
            return;
        if (hello.Slice(2, RandomBytes).SequenceEqual(RetryRandom))
            return;

        int at = 2 + RandomBytes + 1 + hello[2 + RandomBytes] + 3 + 2;
        bool isTls13 = false;
        bool hasKey = false;
        while (at + 4 <= hello.Length)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(hello[at..]);
            isTls13 |= type == SupportedVersions;
            hasKey |= type == PreSharedKey;
            at += 4 + BinaryPrimitives.ReadUInt16BigEndian(hello[(at + 2)..]);
        }

        if (isTls13)
            IsResumed = hasKey;
        else
            _sawTls12Hello = true;
    }

    private void Forget()
    {
        (_records.Capacity, _messages.Capacity) = (_records.Count, _messages.Count);
        _records.Clear();
        _messages.Clear();
    }
}
