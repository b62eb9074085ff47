using System.Text;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a file of users holds, it is read or refused as a whole, and what was read is written and read again as the
/// same, with the same rights.
/// </summary>
internal static class UsersFiles
{
    private static readonly FileName?[] Paths = [null, FileName.Parse("inbox"), FileName.Parse("inbox/a")];

    public static void Run(ReadOnlySpan<byte> input)
    {
        AccountList accounts;
        try
        {
            accounts = AccountList.Parse(Encoding.UTF8.GetString(input));
        }
        catch (FormatException)
        {
            return;
        }

        AccountList again = AccountList.Parse(accounts.ToString());
        Invariant.Require(again.ToString() == accounts.ToString(), "other users when they are read again");
        foreach (Account account in accounts.All)
        {
            Invariant.Require(account.Password is null == (account.Name == Account.Anonymous), "no password is needed");
            foreach (FileName? path in Paths)
            {
                Invariant.Require(
                    again.Find(account.Name)!.Rights.For(path) == account.Rights.For(path), "other rights");
            }
        }
    }
}
