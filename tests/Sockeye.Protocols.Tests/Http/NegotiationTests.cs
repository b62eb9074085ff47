using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Http;

namespace Sockeye.Protocols.Tests.Http;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData(null, ContentCoding.Identity), InlineData("", ContentCoding.Identity)]
    [InlineData("identity", ContentCoding.Identity)]
    [InlineData("gzip", ContentCoding.Gzip), InlineData("gzip, deflate, br, zstd", ContentCoding.Brotli)]
    [InlineData("br;q=0.5, gzip;q=0.8", ContentCoding.Gzip), InlineData("br;q=0, gzip;q=0", ContentCoding.Identity)]
    [InlineData("*", ContentCoding.Brotli), InlineData("br;q=0, *;q=0.1", ContentCoding.Gzip)]
    [InlineData("x-gzip", ContentCoding.Gzip)]
    [InlineData("br;q=2", ContentCoding.Identity), InlineData("br;q=0.0001", ContentCoding.Identity)]
    [InlineData("br;q=", ContentCoding.Identity)]
    [InlineData("br;q=1.001", ContentCoding.Identity), InlineData("gzip ; q=1.000", ContentCoding.Gzip)]
    public void Coding(string? field, ContentCoding expected) =>
        Assert.Equal(expected, AcceptEncoding.Parse(field).Choose(hasBrotli: true, hasGzip: true));

    [Fact]
    public void Coding_that_is_not_there_is_not_chosen() =>
        Assert.Equal(ContentCoding.Gzip, AcceptEncoding.Parse("br, gzip").Choose(hasBrotli: false, hasGzip: true));

    [Theory]
    [InlineData("application/json", true), InlineData("text/html,application/json;q=0.9", false)]
    [InlineData("*/*", false), InlineData(null, false)]
    [InlineData("text/html;q=0.2, Application/JSON", true), InlineData("application/json;q=0", false)]
    public void Json(string? field, bool isPreferred) => Assert.Equal(isPreferred, AcceptType.PrefersJson(field));

    [Theory]
    [InlineData(null, false), InlineData("*/*", false), InlineData("text/*", false), InlineData("application/json", false)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true)]
    [InlineData("text/html;q=0", false), InlineData("text/plain, text/html;q=0.5", false), InlineData("TEXT/HTML", true)]
    public void Page(string? field, bool isPreferred) => Assert.Equal(isPreferred, AcceptType.PrefersHtml(field));

    [Theory]
    [InlineData("a.txt", "text/plain; charset=utf-8"), InlineData("a.HTML", "text/html; charset=utf-8")]
    [InlineData("a.tar.gz", "application/gzip")]
    [InlineData("a", "application/octet-stream"), InlineData(".png", "image/png")]
    [InlineData("a.", "application/octet-stream")]
    public void Media_types(string name, string expected) => Assert.Equal(expected, MediaType.Of(name).Text);

    [Theory]
    [InlineData("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame")]
    [InlineData("basic dTo6", "u", ":")]
    [InlineData("BASIC dGVzdDoxMjPCow==", "test", "123£")]
    [InlineData("Basic Og==", "", "")]
    public void Credentials(string field, string name, string password) =>
        Assert.Equal(new BasicCredentials(name, password), BasicCredentials.Parse(field));

    [Theory]
    [InlineData(null), InlineData("Bearer abc"), InlineData("Basic"), InlineData("Basic !"), InlineData("Basic dQ==")]
    [InlineData("Basic //46")]
    [InlineData("Basic dTpwCg==")] // a line feed in the password
    public void Credentials_that_are_wrong(string? field) => Assert.Null(BasicCredentials.Parse(field));

    [Fact]
    public void Credentials_are_not_shown() => Assert.DoesNotContain(
        "sesame", new BasicCredentials("Aladdin", "open sesame").ToString());

    [Theory]
    [InlineData(null, null, false), InlineData("same-origin", "http://evil", false), InlineData("none", null, false)]
    [InlineData("cross-site", null, true), InlineData("same-site", "http://here:80", true), InlineData("", null, true)]
    [InlineData(null, "http://here:80", false), InlineData(null, "https://here:80", true)]
    [InlineData(null, "http://here:80.evil", true), InlineData(null, "null", true)]
    public void Foreign_pages(string? fetchSite, string? origin, bool isForeign) =>
        Assert.Equal(isForeign, RequestSource.IsForeign(fetchSite, origin, "http", "here:80"));

    [Fact]
    public void Name_to_save_under_cannot_end_its_quotes()
    {
        string text = ContentDisposition.Attachment("a\";\r\nb\u202e%41ü.txt");

        Assert.Equal(
            "attachment; filename=\"a_;__b__41_.txt\"; filename*=UTF-8''a%22%3B%0D%0Ab%E2%80%AE%2541%C3%BC.txt", text);
    }

    [Fact]
    public void Any_fields_are_read_or_refused() =>
        Prop.ForAll<string>(text =>
        {
            AcceptEncoding accepted = AcceptEncoding.Parse(text);
            AcceptType.PrefersJson(text);
            BasicCredentials.Parse("Basic " + text);
            return accepted is { Brotli: >= 0 and <= 1000, Gzip: >= 0 and <= 1000 };
        }).QuickCheckThrowOnFailure();
}
