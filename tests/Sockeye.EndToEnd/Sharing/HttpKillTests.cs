namespace Sockeye.EndToEnd.Sharing;

/// <inheritdoc cref="Kills"/>
public sealed class HttpKillTests
{
    [Theory]
    [InlineData(false, false), InlineData(false, true), InlineData(true, false), InlineData(true, true)]
    public Task A_killed_transfer_publishes_nothing_wrong_and_goes_on(bool isUpload, bool isServerKilled) =>
        Kills.RunAsync("http", isUpload, isServerKilled);
}
