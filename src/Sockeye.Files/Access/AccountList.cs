using System.Globalization;
using System.Text;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Access;

/// <summary>All accounts, as a file of users says.</summary>
/// <remarks>
/// One account a line: <c>NAME HASH RIGHTS</c>, separated by spaces; for who does not log in,
/// <c>anonymous - RIGHTS</c>. Empty lines and those that begin with <c>#</c> are passed over. See
/// <see cref="PasswordHash"/> and <see cref="PathRights"/> for the two forms.
/// </remarks>
public sealed class AccountList
{
    private const string NoPassword = "-";

    private readonly Dictionary<string, Account> _accounts;

    /// <summary>A list of accounts.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public AccountList(IEnumerable<Account> accounts) => _accounts = accounts.ToDictionary(account => account.Name);

    /// <summary>Who does not log in; null when everybody must.</summary>
    public Account? Anonymous => Find(Account.Anonymous);

    /// <summary>Whether anybody can log in.</summary>
    public bool HasLogins => _accounts.Values.Any(account => account.Password is not null);

    /// <summary>All of them, in the order they were given.</summary>
    public IReadOnlyCollection<Account> All => _accounts.Values;

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">Names the line, what is wrong with it, and what would be right.</exception>
    public static AccountList Parse(string text)
    {
        var accounts = new Dictionary<string, Account>();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
                continue;

            Account account = ParseLine(trimmed, number);
            if (!accounts.TryAdd(account.Name, account))
                throw Wrong(number, $"the account {account.Name} is there twice");
        }

        return new AccountList(accounts.Values);
    }

    /// <summary>The account of that name; null when there is none.</summary>
    public Account? Find(string name) => _accounts.GetValueOrDefault(name);

    /// <summary>The text form, one line for each account.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Account account in _accounts.Values)
            text.Append(LineOf(account)).Append('\n');
        return text.ToString();
    }

    /// <summary>The line of one account.</summary>
    public static string LineOf(Account account) =>
        $"{account.Name} {account.Password?.ToString() ?? NoPassword} {account.Rights}";

    private static Account ParseLine(string line, int number)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var name, var hash, ..])
            throw Wrong(number, "a line is NAME HASH RIGHTS");
        if (!Account.IsName(name))
            throw Wrong(number, $"'{PrintableText.Escape(name)}' is not a name");

        PasswordHash? password = null;
        bool isAnonymous = name == Account.Anonymous;
        if (isAnonymous ? hash != NoPassword : !PasswordHash.TryParse(hash, out password))
            throw Wrong(number, isAnonymous ? "anonymous has no password: write -" : "that is not a password's hash");
        if (!PathRights.TryParse(string.Join(' ', words[2..]), out PathRights? rights, out string? error))
            throw Wrong(number, PrintableText.Escape(error));

        return new Account(name, password, rights);
    }

    private static FormatException Wrong(int number, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {number}: {what}"));
}
