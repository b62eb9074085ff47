using System.Security.Cryptography;
using System.Text;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>Uploads that we began and did not finish: where the next attempt goes on.</summary>
/// <remarks>
/// It only spares sending again: a note that went wrong, or that others may have written, is as if there were none.
/// </remarks>
/// <param name="directory">A small file each is there; null: this process alone remembers them.</param>
internal sealed class UploadJournal(string? directory)
{
    /// <summary>How many uploads are remembered without a directory: our choice. The oldest is forgotten.</summary>
    internal const int MostRemembered = 1_000;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, string> _remembered = new(); // the oldest first

    /// <summary>The note of one content under one name.</summary>
    /// <param name="target">Which name.</param>
    /// <param name="user">Who is logged in: others may see other files under the name. Null when nobody is.</param>
    /// <param name="sum">Of the content.</param>
    public Note Of(RemoteUrl target, string? user, Sha256Sum sum)
    {
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"{target}\0{user}\0{sum}"));
        string name = Convert.ToHexStringLower(key.AsSpan(0, 16));
        return directory is null ? new RememberedNote(this, name) : new KeptNote(Path.Combine(directory, name));
    }

    /// <summary>Where one upload goes on.</summary>
    internal abstract class Note
    {
        /// <summary>What was noted; null when nothing was.</summary>
        public abstract string? Find();

        /// <summary>Notes where to go on.</summary>
        public abstract void Write(string where);

        /// <summary>The upload is done, or lost.</summary>
        public abstract void Forget();
    }

    private sealed class RememberedNote(UploadJournal journal, string name) : Note
    {
        public override string? Find()
        {
            lock (journal._lock)
                return journal._remembered.GetValueOrDefault(name);
        }

        public override void Write(string where)
        {
            lock (journal._lock)
            {
                journal._remembered.Remove(name); // it becomes the newest
                journal._remembered.Add(name, where);
                if (journal._remembered.Count > MostRemembered)
                    journal._remembered.RemoveAt(0);
            }
        }

        public override void Forget()
        {
            lock (journal._lock)
                journal._remembered.Remove(name);
        }
    }

    private sealed class KeptNote(string path) : Note
    {
        public override string? Find()
        {
            try
            {
                return LocalFile.ReadOwn(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        public override void Write(string where)
        {
            try
            {
                _ = LocalFile.ReadOwn(path); // or what replaces it would be others' to read
                LocalFile.Replace(path, where);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // then the next run begins at the start
            }
        }

        public override void Forget()
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the next run finds that the note is wrong
            }
        }
    }
}
