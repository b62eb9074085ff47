using Microsoft.Extensions.Logging;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>
/// Prepares the transfers of a session: whatever can be refused is, before a data connection is opened.
/// </summary>
/// <param name="connectionId">For the log.</param>
/// <param name="port">Has the data connections.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where the log goes.</param>
/// <param name="isClientGone">Whether the client is gone without a word.</param>
internal sealed class FtpTransfers(
    string connectionId, FtpServerData port, FtpOptions options, TimeProvider time, ILogger logger,
    Func<bool> isClientGone)
{
    /// <summary>
    /// The data connection of the last transfer, to be disposed after the reply: disposing it waits for the peer, who
    /// perhaps waits for the reply.
    /// </summary>
    public StreamConnection? Closing { get; set; }

    /// <summary>Opens what is to be moved.</summary>
    /// <exception cref="FileRefusedException">It cannot be moved.</exception>
    public async ValueTask<IFtpTransfer> PrepareAsync(FtpAction action, FolderVisit visit, CancellationToken cancel) =>
        action.Kind switch
        {
            FtpActionKind.Retrieve => FtpRetrieveTransfer.Open(action, visit, time),
            FtpActionKind.List => new FtpListTransfer(action, FtpListing.Open(action, visit, cancel), time),
            _ => await FtpStoreTransfer.OpenAsync(action, visit, isClientGone, cancel),
        };

    /// <summary>Moves it over a data connection. Disposes the transfer in any case.</summary>
    /// <param name="transfer">What was prepared.</param>
    /// <param name="action">How to get the connection.</param>
    /// <param name="tls">What secures it.</param>
    /// <param name="record">Is told how far it is.</param>
    /// <param name="cancel">Breaks it off: ABOR, or the control connection is gone.</param>
    /// <returns>Null when it is complete.</returns>
    public async Task<FtpRefusal?> RunAsync(
        IFtpTransfer transfer, FtpAction action, FtpTls? tls, AccessEntry record, CancellationToken cancel)
    {
        await using (transfer)
        {
            using (record)
            {
                try
                {
                    await MoveAsync(transfer, action, tls, record, cancel);
                    return null;
                }
                catch (Exception failure) when (FtpRefusedException.Meaning(failure) is { } refusal)
                {
                    logger.Refused(connectionId, action.Kind, refusal, failure.Message);
                    record.Fail(FtpRefusedException.WordOf(failure));
                    return refusal;
                }
            }
        }
    }

    // Never in the clear what was to be protected.
    private static async ValueTask<StreamConnection> SecureAsync(
        FtpTls? tls, StreamConnection data, CancellationToken cancel)
    {
        if (tls is not null)
            return await tls.SecureDataAsync(data, cancel);

        data.Abort(EndReason.LocalFailure);
        await data.DisposeAsync();
        throw new FtpRefusedException(FtpRefusal.DataNotSecured, "there is no certificate");
    }

    private async Task MoveAsync(
        IFtpTransfer transfer, FtpAction action, FtpTls? tls, AccessEntry record, CancellationToken cancel)
    {
        StreamConnection data = await port.OpenAsync(action.Address, cancel);
        if (action.IsProtected)
            data = await SecureAsync(tls, data, cancel);
        Closing = data; // by whoever answers the client
        try
        {
            using (new IdleWatch(data, options.StallTimeout, time))
                record.Complete(await transfer.MoveAsync(data, record, cancel));
        }
        catch
        {
            data.Abort(EndReason.LocalFailure); // a part must not look like the whole
            throw;
        }
    }
}
