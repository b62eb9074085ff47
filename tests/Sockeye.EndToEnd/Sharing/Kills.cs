namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// Either side is killed at seeded moments of a transfer. Under the name there is then nothing, or a whole file; the
/// same command again ends with equal files, and goes on where something was left.
/// </summary>
internal static class Kills
{
    /// <summary>Of each case.</summary>
    private const int Moments = 9;

    /// <summary>Breaks transfers and repeats them.</summary>
    /// <param name="protocol">By which service.</param>
    /// <param name="isUpload">Whether files are stored, not fetched.</param>
    /// <param name="isServerKilled">Whether the server is killed, not the client.</param>
    public static async Task RunAsync(string protocol, bool isUpload, bool isServerKilled)
    {
        await using var broken = await BrokenTransfer.StartAsync(protocol, isUpload, isServerKilled);
        var seeded = new Random(Seed(protocol, isUpload, isServerKilled));

        int resumed = 0;
        for (int moment = 0; moment < Moments; moment++)
        {
            bool replaces = moment % 3 == 2;
            await broken.BreakAsync($"file{moment}", seeded, replaces);
            long there = broken.KeptLength();
            Stored again = await broken.RepeatAsync();

            // An upload that replaces by FTP is told the length of what is there, not of what is kept.
            bool mustGoOn = there > 0 && !(protocol == "ftp" && isUpload && replaces);
            Assert.True(!mustGoOn || again.ResumedFrom >= there, $"{there} bytes were there, {again}\n{broken}");
            resumed += again.ResumedFrom > 0 ? 1 : 0;
        }

        Assert.True(resumed >= Moments / 3, $"only {resumed} of {Moments} were resumed\n{broken}");
    }

    /// <summary>The same for a protocol that cannot go on.</summary>
    public static async Task StartOverAsync(string protocol, bool isUpload, bool isServerKilled)
    {
        await using var broken = await BrokenTransfer.StartAsync(protocol, isUpload, isServerKilled);
        var seeded = new Random(Seed(protocol, isUpload, isServerKilled));

        for (int moment = 0; moment < Moments / 2; moment++)
        {
            await broken.BreakAsync($"file{moment}", seeded, replaces: moment % 2 == 1);
            Stored again = await broken.RepeatAsync();

            Assert.Equal(0, again.ResumedFrom);
        }
    }

    private static int Seed(string protocol, bool isUpload, bool isServerKilled) =>
        (protocol.Sum(letter => letter) * 4) + (isUpload ? 2 : 0) + (isServerKilled ? 1 : 0);
}
