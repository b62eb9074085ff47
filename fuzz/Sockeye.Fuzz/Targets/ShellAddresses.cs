using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Shell.Language;
using Sockeye.Shell.Values;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever is typed for an address, it becomes one or a mistake, and one of the system is shown as what is read again
/// as the same.
/// </summary>
internal static class ShellAddresses
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        foreach (AddressFamily family in (ReadOnlySpan<AddressFamily>)[AddressFamily.InterNetwork, AddressFamily.Unix])
        {
            if (AddressOf(text, family) is not { } address || address is DnsEndPoint)
                continue;

            string shown = AddressText.Of(address);
            bool isShortened = shown.Contains('\\') || shown.Contains('…'); // or escaped: not meant to be typed
            Invariant.Require(
                isShortened || address.Equals(AddressOf(shown, family)), "another address when it is read again");
        }
    }

    private static EndPoint? AddressOf(string text, AddressFamily family)
    {
        try
        {
            return AddressText.Parse(text, family, needsPort: false, column: 0);
        }
        catch (ShellException)
        {
            return null;
        }
    }
}
