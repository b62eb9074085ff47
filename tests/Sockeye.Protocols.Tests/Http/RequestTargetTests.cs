using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Http;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Http;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/", "", true, "")]
    [InlineData("/a", "a", false, "")]
    [InlineData("/a/b/", "a/b", true, "")]
    [InlineData("/a?x=1&y=%2e", "a", false, "x=1&y=%2e")]
    [InlineData("/%C3%BC%20%3F", "ü ?", false, "")]
    [InlineData("/%252e", "%2e", false, "")] // decoded once
    [InlineData("http://example.org/a/b?c", "a/b", false, "c")]
    [InlineData("HTTPS://example.org", "", true, "")]
    [InlineData("/...", "...", false, "")]
    [InlineData("/a;b=c,d'e(f)*", "a;b=c,d'e(f)*", false, "")]
    public void Targets(string target, string path, bool isDirectory, string query) =>
        Assert.Equal(new RequestTarget(path, isDirectory, query), RequestTarget.Parse(target));

    [Theory]
    [InlineData(""), InlineData("a"), InlineData("*"), InlineData("//"), InlineData("//a"), InlineData("/a//b")]
    [InlineData("/a//")]
    [InlineData("/.."), InlineData("/../a"), InlineData("/a/.."), InlineData("/a/../b"), InlineData("/.")]
    [InlineData("/./a"), InlineData("/../")]
    [InlineData("/%2e%2e/a"), InlineData("/%2E./a"), InlineData("/.%2e"), InlineData("/%2e"), InlineData("/..%2fa")]
    [InlineData("/a%2fb"), InlineData("/a%5Cb")]
    [InlineData("/a\\b"), InlineData("/..\\a"), InlineData("/%00"), InlineData("/a%0d%0ab"), InlineData("/a%7f")]
    [InlineData("/%c2%85")]
    [InlineData("/%"), InlineData("/%2"), InlineData("/%zz"), InlineData("/%+1"), InlineData("/%c0%ae")]
    [InlineData("/%ff"), InlineData("/%ed%a0%80"), InlineData("/%e2%80")]
    [InlineData("/a b"), InlineData("/ü"), InlineData("/a#b"), InlineData("/a?b c"), InlineData("ftp://a/b")]
    [InlineData("http:/a")]
    public void What_is_refused(string target) => Assert.Null(RequestTarget.Parse(target));

    [Fact]
    public void No_bad_name_of_the_corpus_becomes_a_path_below_the_root()
    {
        foreach (string name in TraversalCorpus.BadNames)
        {
            foreach (string target in new[] { "/" + name, "/" + Escaped(name), "/" + Escaped(Escaped(name)) })
                Assert.DoesNotContain("..", (RequestTarget.Parse(target)?.Path ?? "").Split('/'));
        }
    }

    [Fact]
    public void Name_that_was_formatted_is_parsed_to_itself() =>
        Prop.ForAll<NonEmptyArray<NonEmptyString>>(segments =>
        {
            string[] plain = [.. segments.Get.Select(segment =>
                string.Concat(segment.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('/' or '\\'))))];
            if (plain.Any(segment => segment is "" or "." or ".."))
                return true;

            string path = string.Join('/', plain);
            return RequestTarget.Parse(RequestTarget.Format(path)) == new RequestTarget(path, false, "")
                && RequestTarget.Parse(RequestTarget.Format(path, isDirectory: true)) == new RequestTarget(path, true, "");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_gives_plain_segments_or_nothing() =>
        Prop.ForAll<string>(text => RequestTarget.Parse("/" + text) is not { } target
            || target.Path.Length == 0
            || target.Path.Split('/').All(
                segment => segment is not ("" or "." or "..") && !segment.Any(char.IsControl)))
            .QuickCheckThrowOnFailure();

    private static string Escaped(string name) =>
        string.Concat(System.Text.Encoding.UTF8.GetBytes(name).Select(b => $"%{b:x2}"));
}
