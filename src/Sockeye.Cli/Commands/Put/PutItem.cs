using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;

namespace Sockeye.Cli.Commands.Put;

/// <summary>A file to be stored, and what it is called on the server.</summary>
/// <param name="File">Its path here.</param>
/// <param name="Name">Its name there.</param>
internal sealed record PutItem(string File, string Name)
{
    /// <summary>What each of several files becomes.</summary>
    /// <exception cref="UsageException">One is a directory, or two would have one name.</exception>
    /// <exception cref="IOException">One is not there, or no server takes its name.</exception>
    public static IReadOnlyList<PutItem> Plan(IReadOnlyList<string> files, RemoteUrl url)
    {
        bool intoDirectory = url.Name.Length == 0 || url.Name.EndsWith('/');
        if (files.Count > 1 && !intoDirectory)
            throw new UsageException($"{url} is one file, and there are {files.Count}; for a directory write {url}/");

        PutItem[] items = [.. files.Select(file => new PutItem(
            file, intoDirectory ? url.Name + Path.GetFileName(file) : url.Name))];
        foreach (PutItem item in items)
            item.Require(url);
        return items.CountBy(static item => item.Name).FirstOrDefault(static count => count.Value > 1)
            is { Key: { } twice }
            ? throw new UsageException($"two of the files would both be called {twice}")
            : items;
    }

    private void Require(RemoteUrl url)
    {
        if (Directory.Exists(File))
            throw new UsageException($"{File} is a directory; to store all of it: sockeye sync {File} {url}");
        if (!System.IO.File.Exists(File))
            throw new FileNotFoundException($"cannot read {File}: {WhyNotFound(File)}");
        if (Name.Any(char.IsControl))
            throw new IOException(
                $"cannot put {File}: no server takes its name, which has a control character; "
                + "write another into the URL");
    }

    // .NET replaces what is no UTF-8 in an argument, and so cannot name the file.
    private static string WhyNotFound(string file) => file.Contains('\uFFFD', StringComparison.Ordinal)
        ? "its name is not UTF-8; give it another"
        : "there is no such file";
}
