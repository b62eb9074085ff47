namespace Sockeye.Protocols.Tftp;

/// <summary>The first two bytes of each packet (RFC 1350 §5; the last one RFC 2347).</summary>
public enum TftpOpcode
{
    /// <summary>RRQ: asks for a file.</summary>
    ReadRequest = 1,

    /// <summary>WRQ: offers a file.</summary>
    WriteRequest = 2,

    /// <summary>DATA: one block.</summary>
    Data = 3,

    /// <summary>ACK: a block, and all before it, arrived.</summary>
    Ack = 4,

    /// <summary>ERROR: ends the transfer; never answered.</summary>
    Error = 5,

    /// <summary>OACK: the options of the request that the server agrees to.</summary>
    OptionAck = 6,
}
