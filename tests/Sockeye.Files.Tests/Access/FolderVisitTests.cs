using System.Net;
using System.Text;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Access;

public sealed class FolderVisitTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileRoot _root;

    public FolderVisitTests()
    {
        _directory.AddDirectory("pub");
        _directory.AddFile("pub/a.txt", "a"u8);
        _directory.AddDirectory("secret");
        _directory.AddFile("secret/s.txt", "s"u8);
        _directory.AddDirectory("secret/open");
        _directory.AddFile("secret/open/o.txt", "o"u8);
        _directory.AddDirectory("inbox");
        _root = new FileRoot(_directory.Path);
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Reading_needs_the_right_before_anything_tells_whether_it_is_there()
    {
        FolderVisit visit = VisitWith("/=rl,/secret=-");

        visit.OpenRead(FileName.Parse("pub/a.txt")).Dispose();
        Refused(() => visit.OpenRead(FileName.Parse("secret/s.txt")).Dispose());
        Refused(() => visit.OpenRead(FileName.Parse("secret/nothing.txt")).Dispose());
        Refused(() => visit.Stat(FileName.Parse("secret/nothing.txt")));
    }

    [Fact]
    public void Listing_shows_what_may_be_seen_and_the_way_to_it()
    {
        FolderVisit visit = VisitWith("/=rl,/secret=-,/secret/open=rl");

        IEnumerable<string> names = visit.List(null, isRecursive: true, default).Select(entry => entry.Name.Text);

        Assert.Equal(["inbox", "pub", "pub/a.txt", "secret", "secret/open", "secret/open/o.txt"], names);
    }

    [Fact]
    public async Task Who_may_only_write_adds_and_replaces_nothing()
    {
        FolderVisit visit = VisitWith("/inbox=w");

        await PutAsync(visit, "inbox/new.txt", "new");

        Assert.Equal("new", File.ReadAllText(_directory.At("inbox/new.txt")));
        var taken = await Assert.ThrowsAsync<FileRefusedException>(() => PutAsync(visit, "inbox/new.txt", "other"));
        Assert.Equal(FileRefusal.Exists, taken.Refusal);
        Refused(() => visit.OpenRead(FileName.Parse("inbox/new.txt")).Dispose());
        Refused(() => visit.Delete(FileName.Parse("inbox/new.txt")));
        Assert.Empty(visit.List(FileName.Parse("inbox"), isRecursive: false, default));
    }

    [Fact]
    public async Task File_that_appears_meanwhile_is_not_replaced_either()
    {
        FolderVisit visit = VisitWith("/inbox=w");
        await using PendingUpload upload = visit.CreateUpload(FileName.Parse("inbox/new.txt"));
        RandomAccess.Write(upload.Handle, "late"u8, 0);
        _directory.AddFile("inbox/new.txt", "early"u8);

        var refused = await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(4, sum: null, modified: null, default).AsTask());

        Assert.Equal(FileRefusal.Exists, refused.Refusal);
        Assert.Equal("early", File.ReadAllText(_directory.At("inbox/new.txt")));
    }

    [Fact]
    public async Task Right_taken_away_in_the_middle_of_an_upload_publishes_nothing()
    {
        string users = _directory.At("users");
        UsersFile.Write(users, AccountList.Parse("anonymous - /=rwld"));
        FolderVisit visit = Visit(new UsersFile(users));
        await using PendingUpload upload = visit.CreateUpload(FileName.Parse("inbox/new.txt"));
        RandomAccess.Write(upload.Handle, "x"u8, 0);

        UsersFile.Write(users, AccountList.Parse("anonymous - /=rl"));

        await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(1, sum: null, modified: null, default).AsTask());
        Assert.False(File.Exists(_directory.At("inbox/new.txt")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Upload_whose_directory_was_moved_to_where_less_is_allowed_is_not_published(bool goesOn)
    {
        FolderVisit visit = VisitWith("/=rl,/pub=rwld,/inbox2=w");
        var name = FileName.Parse("pub/a.txt");
        await using PendingUpload upload = goesOn
            ? await visit.ResumeUploadAsync(name, "key", length: null, default)
            : visit.CreateUpload(name);
        RandomAccess.Write(upload.Handle, "new"u8, 0);
        Directory.Move(_directory.At("pub"), _directory.At("inbox2"));

        var refused = await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(3, sum: null, modified: null, default).AsTask());

        Assert.Equal(FileRefusal.NotFound, refused.Refusal);
        Assert.Equal("a", File.ReadAllText(_directory.At("inbox2/a.txt")));
        await upload.DisposeAsync();
        Assert.Equal(["a.txt"], Directory.EnumerateFileSystemEntries(_directory.At("inbox2")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Upload_is_not_published_into_another_directory_of_that_name()
    {
        FolderVisit visit = VisitWith("/=rwld");
        await using PendingUpload upload = visit.CreateUpload(FileName.Parse("inbox/new.txt"));
        visit.Move(FileName.Parse("inbox"), FileName.Parse("outbox"), mayReplace: false);
        visit.CreateDirectory(FileName.Parse("inbox"));

        await Assert.ThrowsAsync<FileRefusedException>(
            () => upload.PublishAsync(0, sum: null, modified: null, default).AsTask());

        Assert.False(File.Exists(_directory.At("inbox/new.txt")));
        Assert.False(File.Exists(_directory.At("outbox/new.txt")));
    }

    [Fact]
    public async Task Time_of_others_files_needs_the_right_to_replace_them()
    {
        FolderVisit visit = VisitWith("/=rwl");
        var others = FileName.Parse("pub/a.txt");
        var own = FileName.Parse("pub/own.txt");
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddDays(1);
        DateTime before = File.GetLastWriteTimeUtc(_directory.At("pub/a.txt"));

        Refused(() => visit.SetModified(others, time));
        await PutAsync(visit, own.Text, "own");
        visit.SetModified(own, time); // what it has just sent
        Refused(() => visit.SetModified(others, time));
        Refused(() => VisitWith("/=rwl").SetModified(own, time));
        File.Delete(_directory.At(own.Text));
        _directory.AddFile("other", "other"u8);
        File.Move(_directory.At("other"), _directory.At(own.Text));
        Refused(() => visit.SetModified(own, time));

        Assert.Equal(before, File.GetLastWriteTimeUtc(_directory.At("pub/a.txt")));
        VisitWith("/=wd").SetModified(others, time);
        Assert.Equal(time.UtcDateTime, File.GetLastWriteTimeUtc(_directory.At("pub/a.txt")));
    }

    [Fact]
    public async Task Who_does_not_log_in_goes_on_from_the_same_network_only()
    {
        IAccountSource source = Everything("/=w");
        FolderVisit first = Visit(source, from: "192.0.2.1:1");
        var name = FileName.Parse("inbox/new.txt");
        await using (PendingUpload upload = await first.ResumeUploadAsync(name, "key", length: null, default))
            RandomAccess.Write(upload.Handle, "half"u8, 0);

        Assert.Equal(4, Visit(source, from: "192.0.2.1:2").KeptLength(name, "key"));
        Assert.Equal(4, Visit(source, from: "[::ffff:192.0.2.1]:3").KeptLength(name, "key"));
        Assert.Null(Visit(source, from: "192.0.2.2:1").KeptLength(name, "key"));
        Assert.Null(Visit(source).KeptLength(name, "key"));
    }

    [Theory]
    [InlineData("anonymous - /=rl", false)]
    [InlineData("anonymous - /=rwld", false)]
    [InlineData("anonymous - /=rwl", true)]
    [InlineData("anonymous - /=rl,/pub/a.txt.gz=wd", true)]
    [InlineData("anonymous - /=rl,/inbox=w", false)]
    public void File_that_stands_for_another_may_be_anybodys_where_it_can_be_added_alone(string users, bool mayBe)
    {
        FolderVisit visit = Visit(new FixedAccounts(AccountList.Parse(users).All));

        Assert.Equal(mayBe, visit.MayBeForged(FileName.Parse("pub/a.txt.gz"), FileName.Parse("pub/a.txt")));
    }

    [Fact]
    public void Moving_does_not_carry_what_is_forbidden_to_where_it_is_not()
    {
        FolderVisit visit = VisitWith("/=rwld,/secret/open=-");

        Refused(() => visit.Move(FileName.Parse("secret"), FileName.Parse("public"), mayReplace: false));
        visit.Move(FileName.Parse("pub"), FileName.Parse("public"), mayReplace: false);

        Assert.True(File.Exists(_directory.At("public/a.txt")));
    }

    [Fact]
    public void Each_access_is_one_record_at_its_end()
    {
        var records = new List<AccessRecord>();
        FolderVisit visit = Visit(Everything("/=rl"), records.Add);

        using (AccessEntry transfer = visit.Begin("get", FileName.Parse("pub/a.txt"), 1))
        {
            transfer.Complete(1);
            transfer.Fail("late"); // the first word stays
        }

        using (visit.Begin("get", FileName.Parse("pub/a.txt"), 1))
        {
            // nobody says how it ended
        }

        Assert.Equal(["ok", "cut-off"], records.Select(record => record.Result));
    }

    [Theory]
    [InlineData("/=rl", 1), InlineData("/=r,/pub=rl", 0), InlineData("/=-,/pub/a.txt=rl", 0)]
    public void What_has_no_name_is_told_to_those_who_may_list(string rights, int missing)
    {
        _directory.AddFile("back\\slash", ""u8);
        using FileListing listing = VisitWith(rights).List(null, isRecursive: true, default);

        Assert.NotEmpty(listing.ToList());

        Assert.Equal(missing, listing.Gaps.Count);
    }

    private static FixedAccounts Everything(string rights) => new(AccountList.Parse($"anonymous - {rights}").All);

    private FolderVisit VisitWith(string rights) => Visit(Everything(rights));

    private FolderVisit Visit(IAccountSource source, Action<AccessRecord>? onEnded = null, string? from = null)
    {
        var accounts = new Accounts(source, TimeProvider.System);
        var folder = new SharedFolder(_root, accounts, new Transfers(TimeProvider.System, onEnded));
        return folder.Visit(accounts.Anonymous!, from is null ? null : IPEndPoint.Parse(from), "test");
    }

    private static async Task PutAsync(FolderVisit visit, string name, string content)
    {
        await using PendingUpload upload = visit.CreateUpload(FileName.Parse(name));
        RandomAccess.Write(upload.Handle, Encoding.UTF8.GetBytes(content), 0);
        await upload.PublishAsync(content.Length, sum: null, modified: null, default);
    }

    private static void Refused(Action action) =>
        Assert.Equal(FileRefusal.NotAllowed, Assert.Throws<FileRefusedException>(action).Refusal);
}
