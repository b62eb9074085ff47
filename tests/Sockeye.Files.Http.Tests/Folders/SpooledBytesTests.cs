using Sockeye.Files.Http.Folders;

namespace Sockeye.Files.Http.Tests.Folders;

public sealed class SpooledBytesTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(300), InlineData(5_000)]
    public async Task Come_back_as_they_were_written(int records)
    {
        byte[] all = new byte[records * 1_001]; // from 256 KiB on in a file
        new Random(3).NextBytes(all);
        using var bytes = new SpooledBytes(Path.GetTempPath());
        for (int record = 0; record < records; record++)
            bytes.Write(all.AsSpan(record * 1_001, 1_001));

        using var read = new MemoryStream();
        await bytes.CopyToAsync(read, CancellationToken.None);

        Assert.Equal(all, read.ToArray());
    }

    [Fact]
    public async Task One_piece_may_be_longer_than_what_is_held_in_memory()
    {
        byte[] all = new byte[1_000_000];
        new Random(4).NextBytes(all);
        using var bytes = new SpooledBytes(Path.GetTempPath());
        bytes.Write(all);

        using var read = new MemoryStream();
        await bytes.CopyToAsync(read, CancellationToken.None);

        Assert.Equal(all, read.ToArray());
    }
}
