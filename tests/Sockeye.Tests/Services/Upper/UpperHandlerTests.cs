using System.Text;
using Sockeye.Services.Upper;
using Sockeye.Testing;

namespace Sockeye.Tests.Services.Upper;

public sealed class UpperHandlerTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void Text_comes_back_in_upper_case_however_it_is_cut() => _time.Run(async () =>
    {
        byte[] text = Encoding.UTF8.GetBytes("école αβγ \U00010428 中");

        for (int pieceBytes = 1; pieceBytes <= text.Length; pieceBytes++)
        {
            ServedPair pair = await ServedPair.ConnectAsync();
            Task serving = pair.ServeAsync(new UpperHandler());
            await pair.SendInPiecesAsync(text, pieceBytes);

            Assert.Equal("ÉCOLE ΑΒΓ \U00010400 中", await pair.Client.ReadTextToEndAsync());
            await serving;
        }
    });

    [Fact]
    public void Answer_does_not_wait_for_the_end() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new UpperHandler());

        await pair.Client.SendAsync("abc");

        Assert.Equal("ABC", await pair.Client.ReadTextAsync(3));
        await pair.Client.DisposeAsync();
        await serving;
    });

    [Fact]
    public void Character_that_is_cut_off_by_the_end_comes_back_as_it_is() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new UpperHandler());

        await pair.SendInPiecesAsync([(byte)'a', 0xe2, 0x82], pieceBytes: 1);

        Assert.Equal([(byte)'A', 0xe2, 0x82], await pair.Client.ReadToEndAsync());
        await serving;
    });
}
