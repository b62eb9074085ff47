using Sockeye.LocalFiles;

namespace Sockeye.Tests.LocalFiles;

public sealed class LocalFileExceptionTests
{
    public static TheoryData<string, int> Calls => new()
    {
        { "/proc/self/none", 2 }, // ENOENT
        { "/none/below", 2 },
        { "/" + new string('n', 300), 36 }, // ENAMETOOLONG
        { "/proc/self/fd/999999999", 2 },
    };

    [Theory, MemberData(nameof(Calls))]
    public void What_the_runtime_says_is_said_with_the_number_of_the_system(string path, int error)
    {
        Exception said = Assert.ThrowsAny<IOException>(() => File.ReadAllText(path));

        LocalFileException same = LocalFileException.Of(said);

        Assert.Equal(error, same.Error);
        Assert.Equal(said.Message, same.Message);
        Assert.Same(said, same.InnerException);
    }

    [Fact]
    public void Number_of_what_no_call_has_told_is_zero()
    {
        Assert.Equal(0, new LocalFileException("it is another's").Error);
        Assert.Equal(0, LocalFileException.Of(new IOException("no number")).Error);
        Assert.Equal(13, LocalFileException.Of(new UnauthorizedAccessException()).Error); // EACCES
    }
}
