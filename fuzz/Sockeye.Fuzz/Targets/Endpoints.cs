using System.Text;
using Sockeye.Files.Ftp;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a person writes for an address, it is read or refused with a reason, and what was read is written and read
/// again as the same.
/// </summary>
internal static class Endpoints
{
    private const int MaxListChars = 40; // a person may ask for all ports again and again: that takes its time

    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (Endpoint.TryParse(text, out Endpoint? endpoint, out string? error))
        {
            bool isRead = Endpoint.TryParse(endpoint.ToString(), out Endpoint? again, out _);
            Invariant.Require(isRead && again == endpoint, "another endpoint when it is read again");
        }
        else
        {
            Invariant.Require(error.Length > 0, "no reason");
        }

        if (text.Length < MaxListChars && EndpointList.TryParse(text, out IReadOnlyList<Endpoint>? endpoints, out _))
            Invariant.Require(endpoints.Distinct().Count() == endpoints.Count, "an endpoint is there twice");
        if (AddressBlock.TryParse(text, out AddressBlock? block, out _))
        {
            Invariant.Require(block.Hosts().Take(AddressBlock.MaxAddresses + 1).Any(), "nobody in the block");
            bool isRead = AddressBlock.TryParse(block.ToString(), out AddressBlock? again, out _);
            Invariant.Require(isRead && again!.ToString() == block.ToString(), "another block when it is read again");
        }

        if (PortRange.TryParse(text, out PortRange range))
        {
            bool isRead = PortRange.TryParse(range.ToString(), out PortRange again);
            Invariant.Require(isRead && again == range && range.Count > 0, "another range when it is read again");
        }

        PinnedTrust.TryParse(text);
    }
}
