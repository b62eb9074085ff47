using FsCheck;
using FsCheck.Fluent;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class FileNameTests
{
    [Fact]
    public void Names_that_break_the_rules_are_refused() =>
        Assert.All(TraversalCorpus.BadNames, text =>
            Assert.Equal(FileRefusal.BadName, Assert.Throws<FileRefusedException>(() => FileName.Parse(text)).Refusal));

    [Fact]
    public void Names_that_only_look_dangerous_are_taken_as_they_are() =>
        Assert.All(TraversalCorpus.HarmlessNames, text => Assert.Equal(text, FileName.Parse(text).Text));

    [Fact]
    public void Any_text_is_refused_or_taken_unchanged_with_segments_that_lead_down() =>
        Prop.ForAll<string>(text =>
        {
            if (text is not null && FileName.TryParse(text.Replace('a', '.').Replace('b', '/'), out FileName? name))
                Assert.All(name.Segments, segment => Assert.DoesNotContain(segment, (string[])["", ".", ".."]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Segment_of_exactly_the_limit_is_taken_and_one_byte_more_is_not()
    {
        Assert.True(FileName.TryParse(new string('x', 255), out _));
        Assert.False(FileName.TryParse(new string('x', 256), out _));
        Assert.True(FileName.TryParse("x" + new string('é', 127), out _));
        Assert.False(FileName.TryParse(new string('é', 128), out _));
    }

    [Fact]
    public void Name_of_exactly_the_limit_is_taken_and_one_byte_more_is_not()
    {
        string longest = string.Join('/', Enumerable.Repeat(new string('x', 63), 64)); // 64 × 64 − 1

        Assert.Equal(FileName.MaxBytes, longest.Length);
        Assert.True(FileName.TryParse(longest, out _));
        Assert.False(FileName.TryParse(longest + "x", out _));
    }

    [Fact]
    public void Parent_of_a_name_in_the_root_is_the_root()
    {
        FileName name = FileName.Parse("a/b/c.txt");

        Assert.Equal("c.txt", name.LastSegment);
        Assert.Equal(FileName.Parse("a/b"), name.Parent);
        Assert.Null(FileName.Parse("a").Parent);
    }
}
