using Sockeye.Files.Access;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>Sends a listing.</summary>
internal sealed class FtpListTransfer(FtpAction action, FtpListing listing, TimeProvider time) : IFtpTransfer
{
    private const int MaxUnsentBytes = 16 * 1024; // our choice: then the peer has to read

    public string? FoundName => null;

    public long? Length => null;

    public async ValueTask<long> MoveAsync(StreamConnection data, AccessEntry record, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (FtpEntry? entry in listing.Read())
        {
            if (entry is null)
                await listing.Place.StepAsync(cancel);
            else
                listing.Write(entry, now, data.Output);
            if (data.Output.UnflushedBytes > MaxUnsentBytes)
                await listing.Place.RestAsync(FlushAsync(data, cancel));
        }

        listing.Place.Rest();

        if (listing.Gaps.Count > 0 && action.Format == FtpListFormat.Facts)
            listing.Write(FtpEntry.Incomplete(listing.Gaps.Count), now, data.Output);
        record.Miss(listing.Gaps);
        await DeliveryWait.FinishAsync(data, time, cancel);
        return data.BytesSent;
    }

    public ValueTask DisposeAsync()
    {
        listing.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask FlushAsync(StreamConnection data, CancellationToken cancel) =>
        await data.Output.FlushAsync(cancel);
}
