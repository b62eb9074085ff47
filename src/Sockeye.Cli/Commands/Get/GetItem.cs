using Microsoft.Win32.SafeHandles;
using Sockeye.Cli.Console.Streams;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Get;

/// <summary>A file to be fetched, and where it is put.</summary>
/// <param name="Url">The file on its server.</param>
/// <param name="Target">Its path here; null for standard output.</param>
internal sealed record GetItem(RemoteUrl Url, string? Target)
{
    private const string StandardOutput = "-";

    /// <summary>Where each of several files is put.</summary>
    /// <param name="urls">The files.</param>
    /// <param name="output">What <c>--output</c> said; null for nothing.</param>
    /// <exception cref="UsageException">A URL names no file, or two would be put into one.</exception>
    public static IReadOnlyList<GetItem> Plan(IReadOnlyList<NamedUrl> urls, string? output)
    {
        if (output is not null && IsStandardOutput(output))
            return [.. urls.Select(named => new GetItem(named.Url, Target: null))];

        bool intoDirectory = IsDirectory(output);
        if (output is not null && urls.Count > 1 && !intoDirectory)
            throw new UsageException(
                $"{output} is one file, and there are {urls.Count} URLs; for a directory write {output}/");

        GetItem[] items = [.. urls.Select(named => new GetItem(named.Url, TargetOf(named, output, intoDirectory)))];
        return items.CountBy(item => item.Target ?? "").FirstOrDefault(count => count.Value > 1) is { Key: { } twice }
            ? throw new UsageException($"two of the URLs would both be put into {twice}")
            : items;
    }

    /// <summary>Whether <c>--output</c> leaves the last part of the path to what is fetched.</summary>
    public static bool IsDirectory(string? output) =>
        output is not null && (output.EndsWith('/') || Directory.Exists(output));

    /// <summary>Whether it is standard output, by whatever path.</summary>
    public static bool IsStandardOutput(string output)
    {
        // A remote file may be called - as well. What we say of the fetch must not get between its bytes.
        if (output is StandardOutput or "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1")
            return true;

        using var ours = new SafeFileHandle(StandardDescriptor.Output, ownsHandle: false);
        return StandardDescriptor.WasGiven(StandardDescriptor.Output) && LocalTarget.IsSame(output, ours);
    }

    private static string TargetOf(NamedUrl named, string? output, bool intoDirectory)
    {
        if (output is not null && !intoDirectory)
            return output;
        string target = Path.Combine(output ?? "", named.Name);
        if (named.IsServers && (Path.Exists(target) || new FileInfo(target).LinkTarget is not null))
            throw new UsageException(
                $"the server calls it {named.Name}, and that is here already; say where by -o FILE");

        return named.Name.Length > 0
            ? target
            : throw new UsageException(
                $"{named.Url} names no file; to see what is there: sockeye ls {named.Url}; for all of it: get -r");
    }
}
