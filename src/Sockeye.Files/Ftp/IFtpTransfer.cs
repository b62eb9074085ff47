using Sockeye.Files.Access;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>Something that is moved over one data connection.</summary>
internal interface IFtpTransfer : IAsyncDisposable
{
    /// <summary>The name that was found for it, where the client did not choose it; else null.</summary>
    string? FoundName { get; }

    /// <summary>How many bytes are to move, if known.</summary>
    long? Length { get; }

    /// <summary>Moves it: at the end nothing of it is under way in this process.</summary>
    /// <param name="data">The data connection. When all is moved, our side of it is ended.</param>
    /// <param name="record">Is told how far it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many bytes were moved.</returns>
    ValueTask<long> MoveAsync(StreamConnection data, AccessEntry record, CancellationToken cancel);
}
