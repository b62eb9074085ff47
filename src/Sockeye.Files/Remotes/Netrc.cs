namespace Sockeye.Files.Remotes;

/// <summary>
/// The file <c>.netrc</c> as ftp(1) and curl read it: machine, default, login, password, account, macdef.
/// </summary>
public static class Netrc
{
    /// <summary>The first entry that fits; null when none does.</summary>
    /// <param name="text">The file.</param>
    /// <param name="host">The server's name, as our user wrote it.</param>
    /// <param name="user">Who must be in the entry; null for whoever is.</param>
    public static RemoteLogin? Find(string text, string host, string? user)
    {
        var words = new Queue<string>(Words(text));
        string? login = null, password = null;
        bool fits = false;
        while (words.TryDequeue(out string? word))
        {
            switch (word)
            {
                case "machine" or "default":
                    if (EntryOf(fits, login, password, user) is { } found)
                        return found;
                    (login, password) = (null, null);
                    fits = word == "default"
                        || Next(words) is { } machine && machine.Equals(host, StringComparison.OrdinalIgnoreCase);
                    break;
                case "login":
                    login = Next(words);
                    break;
                case "password":
                    password = Next(words);
                    break;
                case "account":
                    Next(words);
                    break;
                default:
                    break; // of a newer kind than ours
            }
        }

        return EntryOf(fits, login, password, user);
    }

    private static RemoteLogin? EntryOf(bool fits, string? login, string? password, string? user) =>
        fits && login is not null && password is not null && (user ?? login) == login
            ? new RemoteLogin(login, password)
            : null;

    private static string? Next(Queue<string> words) => words.TryDequeue(out string? word) ? word : null;

    // A macro goes on to the next empty line; a # begins a comment, but not a password.
    private static IEnumerable<string> Words(string text)
    {
        bool isMacro = false, isValue = false;
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim();
            isMacro &= trimmed.Length > 0;
            if (isMacro)
                continue;

            foreach (string word in trimmed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!isValue && word.StartsWith('#'))
                    break;
                isMacro |= !isValue && word == "macdef";
                if (isMacro)
                    break;
                isValue = !isValue && word is ("machine" or "login" or "password" or "account");
                yield return word;
            }
        }
    }
}
