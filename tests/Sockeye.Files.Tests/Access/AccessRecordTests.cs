using Sockeye.Files.Access;

namespace Sockeye.Files.Tests.Access;

public sealed class AccessRecordTests
{
    private static readonly AccessRecord Sample = new(
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "ftp", "192.0.2.1:5", "alice", "get", "dir/a b.txt",
        1234, "ok", TimeSpan.FromMilliseconds(12.34));

    [Fact]
    public void One_line_tells_all() => Assert.Equal(
        "2026-01-02T03:04:05.678Z ftp 192.0.2.1:5 alice get \"dir/a b.txt\" 1234 ok 12.3ms", Sample.ToString());

    [Fact]
    public void Who_has_no_address_moves_no_column() => Assert.Equal(
        "2026-01-02T03:04:05.678Z ftp - alice get \"dir/a b.txt\" 1234 ok 12.3ms",
        (Sample with { From = "" }).ToString());

    [Fact]
    public void Address_that_a_peer_chose_is_one_field() => Assert.Contains(
        " \"/tmp/a eve get \\\"x\\\" 1 ok\" alice get ",
        (Sample with { From = "/tmp/a eve get \"x\" 1 ok" }).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\" 1 ok 1ms\n2026 http", @"""a\"" 1 ok 1ms\n2026 http""")]
    [InlineData("\u001b[2J", @"""\x1b[2J""")]
    [InlineData(@"back\", @"""back\\""")]
    [InlineData("\u202egnp", @"""\u202egnp""")]
    public void Nothing_a_peer_chose_forges_a_line(string chosen, string shown)
    {
        string line = (Sample with { Name = chosen, User = chosen }).ToString();

        Assert.Contains($" {shown} get {shown} 1234 ok", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }
}
