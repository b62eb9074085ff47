using Sockeye.Protocols.Icmp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a message holds, its parts lie within it, an echo that was read is written the same, and an error is told
/// in words that are safe to show.
/// </summary>
internal static class IcmpMessages
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        foreach (IcmpVersion version in (ReadOnlySpan<IcmpVersion>)[IcmpVersion.V4, IcmpVersion.V6])
        {
            if (IcmpEcho.TryParse(version, input, out IcmpEcho echo) && !echo.IsReply)
                CheckRequest(version, input, echo);
            if (IcmpError.TryParse(version, input, out IcmpError error))
                CheckError(version, input, error);
        }
    }

    private static void CheckRequest(IcmpVersion version, ReadOnlySpan<byte> input, IcmpEcho echo)
    {
        byte[] message = input.ToArray();
        IcmpEcho.WriteRequest(version, message, echo.Identifier, echo.Sequence);
        Invariant.Require(
            message.AsSpan(4).SequenceEqual(input[4..]) && message[0] == input[0], "another echo when it is written");
        Invariant.Require(version == IcmpVersion.V6 || InternetChecksum.Of(message) == 0, "not its checksum");
    }

    private static void CheckError(IcmpVersion version, ReadOnlySpan<byte> input, IcmpError error)
    {
        Invariant.Require(error.Quotation.Length == input.Length - IcmpError.HeaderBytes, "another quotation");
        string words = error.Cause.ToString();
        Invariant.Require(words.Length > 0 && !words.Any(char.IsControl), "not in words");
        if (!QuotedDatagram.TryParse(version, error.Quotation, out QuotedDatagram quoted))
            return;

        int header = version == IcmpVersion.V4 ? 20 : 40;
        Invariant.Require(
            quoted.Payload.Length <= error.Quotation.Length - header
            && error.Quotation.EndsWith(quoted.Payload)
            && quoted.DestinationBytes.Length == (version == IcmpVersion.V4 ? 4 : 16),
            "not of its quotation");
        IcmpEcho.TryParse(version, quoted.Payload, out _);
    }
}
