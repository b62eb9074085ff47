using System.Text;
using Sockeye.Protocols.Http;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a request line names, what is taken from it leads nowhere but below the root, and is the same when it is
/// written and read again.
/// </summary>
internal static class HttpTargets
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (RequestTarget.Parse(Encoding.Latin1.GetString(input)) is not { } target)
            return;

        string[] segments = target.Path.Length == 0 ? [] : target.Path.Split('/');
        if (segments.Any(segment => segment is "" or "." or ".." || segment.Any(char.IsControl) || segment.Contains('\\')))
            throw new InvalidOperationException($"{target.Path} leads elsewhere");

        RequestTarget? again = RequestTarget.Parse(RequestTarget.Format(target.Path, target.IsDirectory));
        if (again?.Path != target.Path || again.IsDirectory != target.IsDirectory)
            throw new InvalidOperationException($"{target.Path} is another when it is read again");
    }
}
