using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Tests.Routes;

public sealed class HttpSiteTests
{
    private static readonly NamedEndpoint All = new("all"), Chat = new("chat"), Rooms = new("rooms"), Health = new("health");

    private readonly HttpSite _site = new(
        new Route("/", All), new Route("/chat/", Chat), new Route("/chat/rooms/", Rooms), new Route("/-/healthz", Health));

    [Theory]
    [InlineData("/", "all"), InlineData("/a/b", "all"), InlineData("/-/", "all"), InlineData("/-/healthz/a", "all")]
    [InlineData("/chat", "all"), InlineData("/chat/", "chat"), InlineData("/chat/a?b", "chat"), InlineData("/chats/", "all")]
    [InlineData("/chat/rooms", "chat"), InlineData("/chat/rooms/", "rooms"), InlineData("/chat/rooms/a/", "rooms")]
    [InlineData("/-/healthz", "health"), InlineData("/%2D/healthz", "health"), InlineData("/-/healthz?a", "health")]
    public void The_longest_route_that_fits_answers(string target, string expected) =>
        Assert.Equal(expected, (_site.Find(RequestTarget.Parse(target)!) as NamedEndpoint)?.Name);

    [Fact]
    public void What_no_route_is_for_is_not_found()
    {
        var site = new HttpSite(new Route("/chat/", Chat));

        Assert.Null(site.Find(RequestTarget.Parse("/a")!));
        Assert.Null(site.Find(RequestTarget.Parse("/")!));
        Assert.Null(site.Whole);
    }

    [Fact]
    public void The_server_as_a_whole_has_a_route_of_its_own_which_is_no_path()
    {
        var site = new HttpSite(new Route("/", All), new Route("*", Health));

        Assert.Same(Health, site.Whole);
        Assert.Same(All, site.Find(RequestTarget.Parse("/*")!));
    }

    [Theory, InlineData("/a", "/a"), InlineData("/a/", "/a/"), InlineData("*", "*"), InlineData("a", "/"), InlineData("", "/")]
    public void Routes_that_cannot_be_meant_are_refused(string one, string other) =>
        Assert.Throws<ArgumentException>(() => new HttpSite(new Route(one, All), new Route(other, All)));

    private sealed record NamedEndpoint(string Name) : IHttpEndpoint
    {
        public Task AnswerAsync(SiteRequest request) => Task.CompletedTask;
    }
}
