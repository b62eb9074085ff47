namespace Sockeye.Files.Storage;

/// <summary>Who holds which upload that can go on: one at a time, and the latest has it.</summary>
/// <remarks>
/// A client whose connection broke comes back before we know that the old one is dead. So who comes later takes the
/// upload over: the older is told, and waited for. Safe from any thread.
/// </remarks>
/// <param name="time">The clock of <see cref="WaitTimeout"/>.</param>
internal sealed class UploadTurns(TimeProvider time)
{
    /// <summary>How long the older has to let go: a chunk of a slow disk.</summary>
    public static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _holders = [];

    /// <summary>Takes the upload over from whoever holds it.</summary>
    /// <param name="id">Which upload.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">The older did not let go.</exception>
    public async ValueTask<Turn> TakeAsync(string id, CancellationToken cancel)
    {
        while (true)
        {
            Turn? older;
            lock (_lock)
            {
                if (!_holders.TryGetValue(id, out older))
                    return _holders[id] = new Turn(this, id);
            }

            older.Supersede();
            try
            {
                await older.Ended.WaitAsync(WaitTimeout, time, cancel);
            }
            catch (TimeoutException)
            {
                throw new FileRefusedException(FileRefusal.Busy, "another connection still holds this upload");
            }
        }
    }

    private void End(Turn turn)
    {
        lock (_lock)
        {
            if (_holders.GetValueOrDefault(turn.Id) == turn)
                _holders.Remove(turn.Id);
        }
    }

    /// <summary>The time in which one holder has the upload.</summary>
    internal sealed class Turn(UploadTurns turns, string id) : IDisposable
    {
        private readonly CancellationTokenSource _superseded = new(); // without a timer: nothing to dispose
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Id => id;

        /// <summary>Signalled when another has come for the upload.</summary>
        public CancellationToken Superseded => _superseded.Token;

        public Task Ended => _ended.Task;

        public void Supersede() => _superseded.Cancel();

        public void Dispose()
        {
            turns.End(this);
            _ended.TrySetResult();
        }
    }
}
