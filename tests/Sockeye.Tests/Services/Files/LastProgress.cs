namespace Sockeye.Tests.Services.Files;

/// <summary>Remembers the last value. Unlike <see cref="Progress{T}"/> it does so at once.</summary>
internal sealed class LastProgress : IProgress<long>
{
    public long Value { get; private set; }

    public void Report(long value) => Value = value;
}
