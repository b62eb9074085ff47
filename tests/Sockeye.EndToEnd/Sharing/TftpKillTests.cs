namespace Sockeye.EndToEnd.Sharing;

/// <inheritdoc cref="Kills"/>
public sealed class TftpKillTests
{
    [Theory]
    [InlineData(false, false), InlineData(false, true), InlineData(true, false), InlineData(true, true)]
    public Task A_killed_transfer_publishes_nothing_wrong_and_starts_over(bool isUpload, bool isServerKilled) =>
        Kills.StartOverAsync("tftp", isUpload, isServerKilled);
}
