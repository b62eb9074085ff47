using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Access;

public sealed class UsersFileTests : IDisposable
{
    private static readonly FileName Some = FileName.Parse("some/file");

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.At("users");

    public void Dispose() => _directory.Dispose();

    [Fact, SupportedOSPlatform("linux")]
    public void Only_its_owner_may_read_it()
    {
        UsersFile.Write(Path, ListOf("/=r"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void One_that_is_there_keeps_its_rights_and_its_link()
    {
        TraitsOf.Mark(_directory.AddFile("real", ""u8));
        string before = TraitsOf.Rights(_directory.At("real"));
        File.CreateSymbolicLink(Path, "real");

        UsersFile.Write(Path, ListOf("/=r"));

        Assert.Equal(["real", "users"], _directory.Names());
        Assert.Equal("real", new FileInfo(Path).LinkTarget);
        Assert.Equal(before, TraitsOf.Rights(_directory.At("real")));
        Assert.Equal("/=r", new UsersFile(Path).Current.Anonymous!.Rights.ToString());
    }

    [Fact]
    public void What_is_no_regular_file_is_not_replaced()
    {
        Command.Run("mkfifo", Path);

        var failure = Assert.Throws<LocalFileException>(() => UsersFile.Write(Path, ListOf("/=r")));

        Assert.Equal($"{Path} is not a regular file", failure.Message);
        Assert.Equal(["users"], _directory.Names());
    }

    [Fact]
    public void Name_of_255_bytes_is_written()
    {
        string path = _directory.At(new string('n', 255));

        UsersFile.Write(path, ListOf("/=r"));

        Assert.Equal("/=r", new UsersFile(path).Current.Anonymous!.Rights.ToString());
    }

    [Fact]
    public void What_is_taken_away_counts_at_once()
    {
        UsersFile.Write(Path, ListOf("/=rwld"));
        var accounts = new Accounts(new UsersFile(Path), TimeProvider.System);
        Visitor visitor = accounts.Anonymous!;
        Assert.True(visitor.May(Rights.Write, Some));

        UsersFile.Write(Path, ListOf("/=r"));
        Assert.False(visitor.May(Rights.Write, Some));
        Assert.True(visitor.May(Rights.Read, Some));

        UsersFile.Write(Path, new AccountList([]));
        Assert.False(visitor.May(Rights.Read, Some));
        Assert.Null(accounts.Anonymous);
    }

    [Fact]
    public async Task Who_came_in_with_a_password_that_is_no_longer_theirs_may_do_nothing_more()
    {
        PathRights rights = PathRights.Everywhere(Rights.All);
        UsersFile.Write(Path, new AccountList([new Account("ann", Hash("old"), rights)]));
        var accounts = new Accounts(new UsersFile(Path), TimeProvider.System);
        Visitor visitor = (await accounts.LogInAsync("ann", "old", from: null)).Visitor!;

        UsersFile.Write(Path, new AccountList([new Account("ann", Hash("new"), rights)]));

        Assert.False(visitor.May(Rights.Read, Some));
        Assert.True((await accounts.LogInAsync("ann", "new", from: null)).Visitor!.May(Rights.Read, Some));
    }

    [Fact]
    public void File_that_has_become_wrong_changes_nothing()
    {
        UsersFile.Write(Path, ListOf("/=r"));
        var file = new UsersFile(Path);

        File.WriteAllText(Path, "anonymous - nonsense");
        Assert.Equal("/=r", file.Current.Anonymous!.Rights.ToString());

        File.Delete(Path);
        Assert.Equal("/=r", file.Current.Anonymous!.Rights.ToString());
    }

    [Fact]
    public void File_that_is_gone_is_told_once()
    {
        UsersFile.Write(Path, ListOf("/=r"));
        var log = new CountingLogger();
        var file = new UsersFile(Path, log);

        File.Delete(Path);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.NotNull(file.Current.Anonymous));
        Assert.Equal(1, log.Count);

        UsersFile.Write(Path, ListOf("/=rl"));
        Assert.Equal("/=rl", file.Current.Anonymous!.Rights.ToString());
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("rm users; mkfifo users"), InlineData("rm users; mkdir users"), InlineData("chmod 666 users")]
    [InlineData("rm users; ln -s /dev/zero users"), InlineData("chown 12345 users")]
    public async Task What_is_not_to_be_believed_while_running_changes_nothing_and_is_told_once(string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        UsersFile.Write(Path, ListOf("/=r"));
        var log = new CountingLogger();
        var file = new UsersFile(Path, log);

        _directory.Run(script);

        await Task.Run(() => Assert.All(
            Enumerable.Range(0, 3), _ => Assert.Equal("/=r", file.Current.Anonymous!.Rights.ToString())));
        Assert.Equal(1, log.Count);
        Assert.Throws<LocalFileException>(() => new UsersFile(Path));
    }

    [Fact]
    public void File_that_somebody_else_could_have_put_there_is_replaced_by_ours()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        _directory.Run("chmod 1777 .; true > users; chmod 666 users; chown 12345 users");

        UsersFile.Write(Path, ListOf("/=r"));

        Assert.Equal("0:0 600", Command.Run("stat", "-c", "%u:%g %a", Path));
    }

    [Fact]
    public void Wrong_file_is_named()
    {
        File.WriteAllText(Path, "nonsense");

        var wrong = Assert.Throws<FormatException>(() => new UsersFile(Path));

        Assert.Contains($"{Path}, line 1", wrong.Message, StringComparison.Ordinal);
    }

    private static AccountList ListOf(string rights) =>
        AccountList.Parse($"anonymous - {rights}");

    private static PasswordHash Hash(string password) => PasswordHash.Create(password, PasswordHash.MinIterations);

    private sealed class CountingLogger : ILogger
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Count++;
    }
}
