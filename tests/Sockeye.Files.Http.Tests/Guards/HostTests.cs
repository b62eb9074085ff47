using System.Net;
using Sockeye.Http;

namespace Sockeye.Files.Http.Tests.Guards;

public sealed class HostTests
{
    [Theory]
    [InlineData("localhost"), InlineData("LOCALHOST:8080"), InlineData("127.0.0.1"), InlineData("[::1]:8080"), InlineData("192.0.2.7:80")]
    [InlineData("localhost."), InlineData("files.example")] // the last is told to be ours
    public async Task Request_for_this_machine_is_answered(string host) =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host));

    [Theory]
    [InlineData("attacker.example"), InlineData("127.0.0.1.attacker.example"), InlineData("localhost.attacker.example")]
    public async Task Request_for_another_name_is_not_for_us_though_it_came_here(string host) => Assert.Equal(
        HttpStatusCode.MisdirectedRequest, await AskAsync(host));

    private static async Task<HttpStatusCode> AskAsync(string host)
    {
        var setting = new FolderBench.Setting { Http = new HttpOptions { HostNames = ["files.example"] } };
        await using FolderBench bench = await FolderBench.StartAsync(setting);
        using HttpResponseMessage answer = await bench.SendAsync("GET", "/", null, ("Host", host));
        return answer.StatusCode;
    }
}
