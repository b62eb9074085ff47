namespace Sockeye.Http.Tests;

public sealed class HttpMemoryTests
{
    [Theory]
    [InlineData(32L << 20, 128 * 1024, 85)] // a container of 64 MiB
    [InlineData(1L << 30, 134_217, 2_730)]
    [InlineData(24L << 30, 1024 * 1024, 65_536)]
    [InlineData(0, 128 * 1024, 64)] // nobody says
    public void Windows_and_requests_fit_the_memory(long bytes, int window, int requests) =>
        Assert.Equal(
            (window, requests), (new HttpMemory(bytes).ConnectionWindowBytes, new HttpMemory(bytes).MaxRequests));
}
