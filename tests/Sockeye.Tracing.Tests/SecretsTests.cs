using System.Text;

namespace Sockeye.Tracing.Tests;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("PASS secret\r\n", "PASS ******\r\n")]
    [InlineData("pass se cret", "pass *******")]
    [InlineData("USER ada\r\nPASS secret\r\nPWD\r\n", "USER ada\r\nPASS ******\r\nPWD\r\n")]
    [InlineData("LOGIN ada secret word\n", "LOGIN ada ***********\n")]
    [InlineData("AUTH PLAIN AGFkYQBzZWNyZXQ=\r\n", "AUTH PLAIN ****************\r\n")]
    [InlineData("GET / HTTP/1.1\r\nAuthorization: Basic YQ==\r\n\r\n", "GET / HTTP/1.1\r\nAuthorization: Basic ****\r\n\r\n")]
    [InlineData("authorization:Bearer token", "authorization:Bearer *****")]
    [InlineData("Proxy-Authorization: Basic YQ==", "Proxy-Authorization: Basic ****")]
    [InlineData("Set-Cookie: id=1\r\n", "Set-Cookie: ****\r\n")]
    [InlineData("Cookie: id=1; b=2", "Cookie: *********")]
    public void Secret_is_hidden_and_the_rest_stays(string sent, string shown) => Assert.Equal(shown, Shown(sent));

    [Theory]
    [InlineData(""), InlineData("PASSWORD"), InlineData("PASS"), InlineData("PASS "), InlineData("LOGIN ada"), InlineData("LOGIN ada ")]
    [InlineData("the PASS word"), InlineData("GET /PASS x\r\n"), InlineData("Authorization: Basic"), InlineData("\r\n\n\r")]
    public void Anything_else_is_shown_as_it_is(string sent) => Assert.Equal(sent, Shown(sent));

    [Fact]
    public void Bytes_that_are_no_text_are_left_alone()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        Assert.Equal(bytes, Preview(bytes));
    }

    private static string Shown(string sent) => Encoding.UTF8.GetString(Preview(Encoding.UTF8.GetBytes(sent)));

    private static byte[] Preview(byte[] data) =>
        new TracedCall { Kind = CallKind.Send, Name = "send", Start = TimeSpan.Zero, Preview = data }.Preview.ToArray();
}
