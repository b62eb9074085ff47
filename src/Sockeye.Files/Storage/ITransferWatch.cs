namespace Sockeye.Files.Storage;

/// <summary>Watches one transfer: is told the position reached, and disposed at its end, however it ended.</summary>
public interface ITransferWatch : IProgress<TransferPosition>, IDisposable;
