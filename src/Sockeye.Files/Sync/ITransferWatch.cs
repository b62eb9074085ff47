using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>Watches one transfer: is told the position reached, and disposed at its end, however it ended.</summary>
public interface ITransferWatch : IProgress<TransferPosition>, IDisposable;
