using Sockeye.Files.Storage;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>Remembers the last value. Unlike <see cref="Progress{T}"/> it does so at once.</summary>
internal sealed class LastProgress : IProgress<TransferPosition>
{
    public TransferPosition Value { get; private set; }

    public void Report(TransferPosition value) => Value = value;
}
