using Sockeye.Files.Http.Folders;

namespace Sockeye.Files.Http.Tests.Folders;

public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("file2 file10"), InlineData("a B c"), InlineData("file.txt file1.txt file1a.txt file2.txt")]
    [InlineData("v1.2.9 v1.2.10 v1.10.1"), InlineData("1 02 3 010"), InlineData("a1b2 a1b10 a2b1")]
    [InlineData("9999999999999999999999 10000000000000000000000"), InlineData("Ä ä ö"), InlineData("a A1 a2")]
    [InlineData("x01 x1 x1y")] // the same number: by code points
    public void Names_stand_as_people_count(string expected)
    {
        string[] names = expected.Split(' ');

        Assert.Equal(names, names.Order(NaturalOrder.Instance));
        Assert.Equal(names, names.Reverse().Order(NaturalOrder.Instance));
    }

    [Fact]
    public void It_is_an_order()
    {
        var random = new Random(1);
        string[] names = [.. Enumerable.Range(0, 60).Select(_ => new string([.. random.GetItems("aAb01.".AsSpan(), 4)]))];

        foreach (string one in names)
        {
            foreach (string other in names)
            {
                int between = NaturalOrder.Instance.Compare(one, other);
                Assert.Equal(-Math.Sign(between), Math.Sign(NaturalOrder.Instance.Compare(other, one)));
                Assert.Equal(one == other, between == 0);
                Assert.All(
                    names.Where(third => between < 0 && NaturalOrder.Instance.Compare(other, third) < 0),
                    third => Assert.True(NaturalOrder.Instance.Compare(one, third) < 0));
            }
        }
    }
}
