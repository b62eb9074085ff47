using Sockeye.LocalFiles;

namespace Sockeye.Native;

/// <summary>Where our user's own path leads: what is put there goes through links, as any other program's.</summary>
internal static class FileLinks
{
    private const int MaxLinks = 40; // MAXSYMLINKS of Linux

    /// <summary>The path behind the links in its last segment; there need not be anything.</summary>
    /// <exception cref="LocalFileException">
    /// There are too many links: they lead in a circle. Or one is another user's, who has chosen where it leads.
    /// </exception>
    public static string Follow(string path)
    {
        string followed = path;
        for (int links = 0; links <= MaxLinks; links++)
        {
            if (new FileInfo(followed).LinkTarget is not { } target)
                return followed;
            if (OperatingSystem.IsLinux() && FileCalls.StatusOf(followed, out Statx named) == Errno.None
                && OwnFile.IsForeignLink(named, OwnFile.DirectoryOf(followed)))
            {
                throw new LocalFileException(
                    $"{path} leads through a link of another user, which is not followed: "
                    + "remove that, or give another name");
            }

            // Not normalised: after a directory that is a link, only the kernel knows what .. is.
            followed = Path.Combine(Path.GetDirectoryName(followed) ?? "", target);
        }

        throw new LocalFileException($"{path}: too many links", (int)Errno.Loop);
    }
}
