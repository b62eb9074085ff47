using System.Globalization;
using System.Text;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class KeptUploadsTests : IDisposable
{
    private const string Key = "key";

    private static readonly FileRootOptions Few = new()
    {
        MaxKeptUploadsEach = 3,
        MaxKeptUploads = 5,
        MaxKeptBytesEach = 30,
        MaxKeptBytes = 50,
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly FileRoot _root;

    public KeptUploadsTests() => _root = new FileRoot(_directory.Path, Few);

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Of_one_owner_the_oldest_gives_way()
    {
        await CutAsync("alice", "a", "b", "c", "d");

        Assert.Equal(["b", "c", "d"], KeptOf(_root, "alice", "a", "b", "c", "d"));
        Assert.Equal(3, _directory.Names().Length);
    }

    [Fact]
    public async Task In_all_the_oldest_of_who_has_most_gives_way_and_nobody_elses()
    {
        await CutAsync("alice", "a");
        await CutAsync("bob", "a", "b", "c");
        await CutAsync("carol", "a", "b");

        Assert.Equal(["a"], KeptOf(_root, "alice", "a"));
        Assert.Equal(["b", "c"], KeptOf(_root, "bob", "a", "b", "c"));
        Assert.Equal(["a", "b"], KeptOf(_root, "carol", "a", "b"));
    }

    [Fact]
    public async Task Bytes_of_one_owner_count_as_well()
    {
        await CutAsync(_root, "alice", "a", new string('x', 10));
        await CutAsync(_root, "alice", "b", new string('x', 20));
        Assert.Equal(["a", "b"], KeptOf(_root, "alice", "a", "b"));

        await CutAsync(_root, "alice", "c", "x");

        Assert.Equal(["b", "c"], KeptOf(_root, "alice", "a", "b", "c"));
    }

    [Fact]
    public async Task Bytes_in_all_count_as_well()
    {
        await CutAsync(_root, "alice", "a", new string('x', 22));
        await CutAsync(_root, "bob", "a", new string('x', 28));

        await CutAsync(_root, "carol", "a", "x");

        Assert.Equal(["a"], KeptOf(_root, "alice", "a"));
        Assert.Empty(KeptOf(_root, "bob", "a"));
        Assert.Equal(["a"], KeptOf(_root, "carol", "a"));
    }

    [Fact]
    public async Task One_alone_is_kept_whatever_its_length()
    {
        await CutAsync(_root, "alice", "a", new string('x', 100));

        Assert.Equal(["a"], KeptOf(_root, "alice", "a"));
    }

    [Fact]
    public async Task What_a_run_before_has_left_counts_and_the_newest_of_it_stay()
    {
        using (var before = new FileRoot(_directory.Path))
        {
            for (int i = 0; i < 20; i++)
            {
                await CutAsync(before, "alice", i.ToString(CultureInfo.InvariantCulture), "x");
                FileClock.PassStep(_directory);
            }
        }

        Assert.Equal(17, _root.SweepStaleUploads(default));
        Assert.Equal(["17", "18", "19"], KeptOf(_root, "alice", "16", "17", "18", "19"));

        await CutAsync("alice", "new");
        Assert.Equal(["18", "19", "new"], KeptOf(_root, "alice", "17", "18", "19", "new"));
    }

    [Fact]
    public async Task What_goes_on_does_not_give_way_and_what_is_published_does_not_count()
    {
        await CutAsync("alice", "a", "b");
        await using (PendingUpload again = await OpenAsync(_root, "alice", "a"))
        {
            await CutAsync("alice", "c", "d");
            _root.SweepStaleUploads(default);
            Assert.Equal(["a", "b", "c", "d"], KeptOf(_root, "alice", "a", "b", "c", "d"));
            await again.PublishAsync(1, sum: null, modified: null, default);
        }

        _root.SweepStaleUploads(default);
        Assert.Equal(["b", "c", "d"], KeptOf(_root, "alice", "b", "c", "d"));
    }

    [Fact]
    public async Task What_others_removed_does_not_count_after_a_sweep()
    {
        await CutAsync("alice", "a", "b", "c");
        foreach (string name in _directory.Names())
            File.Delete(_directory.At(name));

        _root.SweepStaleUploads(default);

        Assert.Empty(_root.Kept.All);
    }

    [Fact]
    public async Task What_is_kept_counts_where_its_directory_was_moved_to()
    {
        _directory.AddDirectory("one");
        await CutAsync("alice", "one/a", "one/b");
        _root.Changes.Move(FileName.Parse("one"), FileName.Parse("two"), mayReplace: false);

        await CutAsync("alice", "c", "d");

        Assert.Equal(["two/b", "c", "d"], KeptOf(_root, "alice", "two/a", "two/b", "c", "d"));
    }

    [Fact]
    public async Task What_is_kept_is_of_its_owner_alone()
    {
        await CutAsync("alice", "a");

        Assert.Empty(KeptOf(_root, "bob", "a"));
        await using PendingUpload other = await OpenAsync(_root, "bob", "a");
        Assert.Equal(0, other.Length);
    }

    [Fact]
    public async Task Reserved_names_count_in_no_listing()
    {
        using var root = new FileRoot(_directory.Path, new FileRootOptions { MaxListedEntries = 2 });
        for (int i = 0; i < 10; i++)
            await CutAsync(root, "alice", i.ToString(CultureInfo.InvariantCulture), "x");
        _directory.AddFile("seen", ""u8);

        using FileListing listing = root.List(null, isRecursive: true, default);

        Assert.Equal("seen", Assert.Single(listing).Name.Text);
        Assert.Equal(11, _directory.Names().Length);
    }

    // Each later than the one before.
    private async Task CutAsync(string owner, params string[] names)
    {
        foreach (string name in names)
        {
            await CutAsync(_root, owner, name, "x");
            FileClock.PassStep(_directory);
        }
    }

    private static async Task CutAsync(FileRoot root, string owner, string name, string content)
    {
        await using PendingUpload upload = await OpenAsync(root, owner, name);
        RandomAccess.Write(upload.Handle, Encoding.UTF8.GetBytes(content), 0);
    }

    private static ValueTask<PendingUpload> OpenAsync(FileRoot root, string owner, string name) =>
        root.ResumeUploadAsync(FileName.Parse(name), Key, null, null, default, owner);

    private static string[] KeptOf(FileRoot root, string owner, params string[] names) =>
        [.. names.Where(name => root.KeptLength(FileName.Parse(name), Key, owner) is not null)];
}
