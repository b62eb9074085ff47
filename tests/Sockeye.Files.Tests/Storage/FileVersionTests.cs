using Sockeye.Files.Storage;
using Sockeye.Native;

namespace Sockeye.Files.Tests.Storage;

public sealed class FileVersionTests
{
    private static readonly DateTimeOffset Changed = DateTimeOffset.FromUnixTimeSeconds(1_000_000).AddTicks(5);

    private static readonly Statx Status = new()
    {
        Inode = 1,
        Size = 2,
        ModifiedSeconds = 3,
        ModifiedNanoseconds = 4,
        ChangedSeconds = 1_000_000,
        ChangedNanoseconds = 599,
        DeviceMajor = 7,
        DeviceMinor = 8,
    };

    [Fact]
    public void Any_difference_is_another_version()
    {
        Statx[] others =
        [
            Status with { Inode = 2 }, Status with { DeviceMajor = 8 }, Status with { DeviceMinor = 9 },
            Status with { Size = 3 }, Status with { ModifiedSeconds = 4 }, Status with { ChangedSeconds = 1_000_001 },
            Status with { ModifiedNanoseconds = 5 }, Status with { ChangedNanoseconds = 598 }, // less than 100 ns
        ];

        Assert.Equal(FileVersion.Of(Status), FileVersion.Of(Status with { Links = 2 }));
        Assert.All(others, other => Assert.NotEqual(FileVersion.Of(Status), FileVersion.Of(other)));
    }

    [Fact]
    public void File_is_settled_once_the_slowest_clock_has_moved_on()
    {
        FileVersion version = FileVersion.Of(Status);
        DateTimeOffset limit = Changed + TimeSpan.FromSeconds(2);

        Assert.False(version.IsSettled(Changed - TimeSpan.FromDays(1))); // a wrong clock stamped it
        Assert.False(version.IsSettled(limit));
        Assert.True(version.IsSettled(limit.AddTicks(1)));
    }
}
