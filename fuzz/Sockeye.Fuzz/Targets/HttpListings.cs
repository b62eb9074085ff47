using Sockeye.Files.Remotes;
using Sockeye.Protocols;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a server answers for a directory, it is a listing with no length below zero, or the server is wrong.
/// </summary>
internal static class HttpListings
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        try
        {
            RemoteListing listing = HttpListing.Parse("d", input.ToArray());
            Invariant.Require(
                listing.Files.All(file => file.Length is null or >= 0
                    && file.Name.StartsWith("d/", StringComparison.Ordinal)),
                "no entry of the directory");
        }
        catch (PeerProtocolException)
        {
            // no listing
        }
    }
}
