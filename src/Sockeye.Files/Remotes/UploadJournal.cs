using System.Security.Cryptography;
using System.Text;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>
/// Uploads that we began and did not finish: where the next run goes on. One small file each, in
/// <c>$XDG_STATE_HOME/sockeye/uploads</c>, by default <c>~/.local/state</c>.
/// </summary>
/// <remarks>
/// It only spares sending again: what went wrong with it, or what others may have written, is as if there were no
/// entry.
/// </remarks>
internal sealed class UploadJournal
{
    private readonly string _path;

    /// <summary>The entry of one content under one name.</summary>
    public UploadJournal(RemoteUrl target, Sha256Sum sum)
    {
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"{target}\0{sum}"));
        _path = Path.Combine(Directory, Convert.ToHexStringLower(key.AsSpan(0, 16)));
    }

    private static string Directory
    {
        get
        {
            string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            string home = Environment.GetFolderPath(
                Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(
                Path.IsPathRooted(state) ? state : Path.Combine(home, ".local", "state"), "sockeye", "uploads");
        }
    }

    /// <summary>What was noted; null when nothing was.</summary>
    public string? Find()
    {
        try
        {
            return LocalFile.ReadOwn(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes where to go on.</summary>
    public void Note(string where)
    {
        try
        {
            _ = LocalFile.ReadOwn(_path); // or what replaces it would be others' to read
            LocalFile.Replace(_path, where);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // then the next run begins at the start
        }
    }

    /// <summary>It is done, or lost.</summary>
    public void Forget()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // it will be found wrong next time
        }
    }
}
