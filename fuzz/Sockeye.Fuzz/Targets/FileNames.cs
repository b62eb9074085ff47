using System.Text;
using Sockeye.Files.Storage;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a peer calls a file, what becomes a name leads nowhere but below the root, fits the limits of the system,
/// and is the same in bytes and back.
/// </summary>
internal static class FileNames
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        string text = Encoding.UTF8.GetString(input);
        if (!FileName.TryParse(text, out FileName? name))
            return;

        byte[] bytes = Encoding.UTF8.GetBytes(name.Text);
        Invariant.Require(bytes.Length <= FileName.MaxBytes && Encoding.UTF8.GetString(bytes) == text, "not the name");
        foreach (string segment in name.Segments)
        {
            Invariant.Require(
                segment is not ("" or "." or "..") && !segment.Any(char.IsControl)
                && Encoding.UTF8.GetByteCount(segment) <= FileName.MaxSegmentBytes,
                "it leads elsewhere");
        }

        Invariant.Require(
            (name.Parent is null ? name.LastSegment : name.Parent.Text + "/" + name.LastSegment) == text,
            "not the sum of its parts");
    }
}
