using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Access;

namespace Sockeye.Cli.Commands.User;

/// <summary><c>sockeye user add|remove|list</c>: the file that says who may do what (<c>--users</c>).</summary>
internal static class UserCommand
{
    public static CommandDefinition Definition => new(
        "user", "Say who may do what with served files: the file of --users.", AddTo)
    {
        Group = CommandGroup.Serve,
        Examples = ["sockeye user add users alice --rights /=rwld", "sockeye user list users"],
        HasTrace = false,
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        command.Subcommands.Add(Add(host));
        command.Subcommands.Add(Remove(host));
        command.Subcommands.Add(List(host));
    }

    private static Command Add(ICommandHost host)
    {
        var add = new Command("add", "Add somebody, or give them another password or other rights.");
        Argument<string> file = File();
        Argument<string> name = Name();
        Option<PathRights?> rights = RightsOption();
        Option<string?> passwordFile = new("--password-file")
        {
            Description = "Where the password is: the first line; - is standard input. "
                + $"Default: ${SecretSource.Variable}, or asked for.",
            HelpName = "file",
        };
        add.Arguments.Add(file);
        add.Arguments.Add(name);
        add.Options.Add(rights);
        add.Options.Add(passwordFile);
        add.Bind(host, (parsed, context) =>
        {
            string user = parsed.GetRequiredValue(name);
            PasswordHash? password = user == Account.Anonymous
                ? null
                : PasswordHash.Create(NewPassword(context, parsed.GetValue(passwordFile), user));
            PathRights allowed = parsed.GetValue(rights) ?? PathRights.Everywhere(Rights.ReadOnly);
            Change(context, parsed.GetRequiredValue(file), accounts =>
                [.. accounts.Where(account => account.Name != user), new Account(user, password, allowed)]);
            context.Console.Print(new UserResult(user, allowed.ToString()), static added => added.ToText());
            return Task.FromResult(ExitCode.Done);
        });
        return add;
    }

    private static Command Remove(ICommandHost host)
    {
        var remove = new Command("remove", "Remove somebody.");
        Argument<string> file = File();
        Argument<string> name = Name();
        remove.Arguments.Add(file);
        remove.Arguments.Add(name);
        remove.Bind(host, (parsed, context) =>
        {
            string user = parsed.GetRequiredValue(name);
            Change(context, parsed.GetRequiredValue(file), accounts => accounts.Any(account => account.Name == user)
                ? accounts.Where(account => account.Name != user)
                : throw new IOException($"there is no account {user}"));
            return Task.FromResult(ExitCode.Done);
        });
        return remove;
    }

    private static Command List(ICommandHost host)
    {
        var list = new Command("list", "Show who may do what.");
        Argument<string> file = File();
        list.Arguments.Add(file);
        list.Bind(host, (parsed, context) =>
        {
            string path = parsed.GetRequiredValue(file);
            context.Console.Attempt = $"list the users in {path}";
            if (!System.IO.File.Exists(path))
                throw new FileNotFoundException("there is no such file");
            foreach (Account account in UsersFile.ReadIfThere(path).All)
                context.Console.Print(
                    new UserResult(account.Name, account.Rights.ToString()), static known => known.ToText());
            return Task.FromResult(ExitCode.Done);
        });
        return list;
    }

    private static void Change(
        CommandContext context, string path, Func<IReadOnlyCollection<Account>, IEnumerable<Account>> change)
    {
        context.Console.Attempt = $"change the users in {path}";
        UsersFile.Write(path, new AccountList(change(UsersFile.ReadIfThere(path).All)));
    }

    private static string NewPassword(CommandContext context, string? file, string user)
    {
        string password = SecretSource.Read(context.Console, file, $"New password of {user}: ");
        return password.Length is > 0 and <= PasswordHash.MaxPasswordLength
            ? password
            : throw new UsageException($"a password has 1 to {PasswordHash.MaxPasswordLength} characters");
    }

    private static Argument<string> File() => new("file")
    {
        Description = "The file of users; it is made if it is missing.",
    };

    private static Argument<string> Name()
    {
        var name = new Argument<string>("name")
        {
            Description = "Letters, digits, '.', '_', '-' and '@'. 'anonymous' is who does not log in.",
        };
        name.Validators.Add(result =>
        {
            if (!Account.IsName(result.Tokens[0].Value))
                result.AddError(
                    $"'{result.Tokens[0].Value}' is not a user's name: letters, digits, '.', '_', '-' and '@'");
        });
        return name;
    }

    private static Option<PathRights?> RightsOption() => new("--rights")
    {
        Description = "PATH=LETTERS, separated by commas: r read, w add, l list, d remove and replace. Default /=rl.",
        HelpName = "rights",
        CustomParser = result =>
        {
            if (PathRights.TryParse(result.Tokens[0].Value, out PathRights? rights, out string? error))
                return rights;

            result.AddError($"--rights: {error}");
            return null;
        },
    };
}
