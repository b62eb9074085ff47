namespace Sockeye.Files.Storage;

/// <summary>
/// Between those who need that names stand for the same directories for a moment, and who gives them other names. Safe
/// from any thread; held within one method, never across an await.
/// </summary>
internal sealed class NameGate : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Holder _holder;
    private readonly Mover _mover;

    public NameGate() => (_holder, _mover) = (new Holder(_lock), new Mover(_lock));

    /// <summary>Until it is disposed no directory gets another name by us. Any number may hold it at once.</summary>
    public IDisposable Hold()
    {
        _lock.EnterReadLock();
        return _holder;
    }

    /// <summary>Waits until nobody holds the names, and keeps them from it until it is disposed.</summary>
    public IDisposable Move()
    {
        _lock.EnterWriteLock();
        return _mover;
    }

    public void Dispose() => _lock.Dispose();

    private sealed class Holder(ReaderWriterLockSlim held) : IDisposable
    {
        public void Dispose() => held.ExitReadLock();
    }

    private sealed class Mover(ReaderWriterLockSlim held) : IDisposable
    {
        public void Dispose() => held.ExitWriteLock();
    }
}
