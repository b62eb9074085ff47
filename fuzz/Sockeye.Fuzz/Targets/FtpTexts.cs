using System.Buffers;
using System.Net;
using System.Text;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a file holds, to the network and back it is the same in any pieces; an address that was read is written and
/// read again as the same; and a path never leads above the root.
/// </summary>
internal static class FtpTexts
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        CheckText(input);
        string text = Encoding.UTF8.GetString(input);
        CheckAddress(text);
        string? path = FtpPath.Resolve("a/b", text);
        Invariant.Require(
            path is null or "" || path.Split('/').All(segment => segment is not ("" or "." or "..")), "above the root");
        Invariant.Require(
            path is null || FtpPath.Unquote("257 " + FtpPath.Quote(path) + " is here") == FtpPath.Show(path),
            "another path when it is read again");
        (string pattern, string name) = (text[..(text.Length / 2)], text[(text.Length / 2)..]);
        Invariant.Require(
            !FtpGlob.Matches(pattern, name) || FtpGlob.Matches("*" + pattern, name), "a star matches less");
    }

    private static void CheckText(ReadOnlySpan<byte> input)
    {
        var network = new ArrayBufferWriter<byte>();
        NetworkText.ToNetwork(input, network);
        var again = new ArrayBufferWriter<byte>();
        var text = new NetworkText();
        int half = network.WrittenCount / 2;
        text.FromNetwork(network.WrittenSpan[..half], again);
        text.FromNetwork(network.WrittenSpan[half..], again);
        text.Finish(again);
        Invariant.Require(again.WrittenSpan.SequenceEqual(input), "another text when it comes back");
    }

    private static void CheckAddress(string text)
    {
        if (FtpAddress.TryParsePort(text, out IPEndPoint? port))
        {
            bool isRead = FtpAddress.TryParsePort(FtpAddress.Write(port!), out IPEndPoint? again);
            Invariant.Require(isRead && port!.Equals(again), "another address of PORT");
        }

        if (FtpAddress.TryParseExtendedPort(text, out IPEndPoint? extended, out _))
        {
            bool isRead = FtpAddress.TryParseExtendedPort(
                FtpAddress.WriteExtended(extended!), out IPEndPoint? again, out _);
            Invariant.Require(isRead && extended!.Equals(again), "another address of EPRT");
        }
    }
}
