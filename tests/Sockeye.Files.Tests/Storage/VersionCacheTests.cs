using Sockeye.Files.Storage;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Tests.Storage;

public sealed class VersionCacheTests
{
    private static readonly Sha256Sum One = Sha256Sum.Of("one"u8);
    private static readonly Sha256Sum Two = Sha256Sum.Of("two"u8);

    private readonly VersionCache<Sha256Sum> _cache = new(maxFiles: 2);

    [Fact]
    public void Later_version_takes_the_place_of_the_earlier()
    {
        _cache.Set(Version(inode: 1, seconds: 1), One);
        _cache.Set(Version(inode: 2), One);

        _cache.Set(Version(inode: 1, seconds: 2), Two);

        Assert.Null(Get(Version(inode: 1, seconds: 1)));
        Assert.Equal(Two, Get(Version(inode: 1, seconds: 2)));
        Assert.Equal(One, Get(Version(inode: 2)));
    }

    [Fact]
    public void File_not_asked_for_longest_makes_room()
    {
        _cache.Set(Version(inode: 1), One);
        _cache.Set(Version(inode: 2), One);
        Get(Version(inode: 1));

        _cache.Set(Version(inode: 3), One);

        Assert.Equal(One, Get(Version(inode: 1)));
        Assert.Null(Get(Version(inode: 2)));
        Assert.Equal(One, Get(Version(inode: 3)));
    }

    [Fact]
    public void Set_from_many_threads_stays_within_the_limit()
    {
        Parallel.For(0, 1_000, inode =>
        {
            _cache.Set(Version((ulong)inode), One);
            Get(Version((ulong)inode / 2));
        });

        Assert.InRange(Enumerable.Range(0, 1_000).Count(inode => Get(Version((ulong)inode)) == One), 1, 2);
    }

    private static FileVersion Version(ulong inode, long seconds = 0) =>
        FileVersion.Of(new Statx { Inode = inode, ModifiedSeconds = seconds });

    private Sha256Sum? Get(FileVersion version) => _cache.TryGet(version, out Sha256Sum sum) ? sum : null;
}
