namespace Sockeye.Files.Http.Requests;

/// <summary>The states of the uploads that can go on. Safe from any thread.</summary>
/// <remarks>
/// It may forget: the bytes are kept under the key, and their number is asked of the storage. What is lost with an
/// entry is the length that was announced, the sum, and that an upload was done.
/// </remarks>
internal sealed class UploadTable
{
    /// <summary>How many are remembered: 10,000, our choice: some 2 MB. The oldest make room.</summary>
    public const int MaxUploads = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, UploadState> _states = [];
    private readonly Queue<string> _order = new();

    public UploadState? Find(string id)
    {
        lock (_lock)
            return _states.GetValueOrDefault(id);
    }

    public void Set(string id, UploadState state)
    {
        lock (_lock)
        {
            if (!_states.ContainsKey(id))
                _order.Enqueue(id);
            _states[id] = state;
            while (_order.Count > MaxUploads)
                _states.Remove(_order.Dequeue());
        }
    }

    // Its place in the order stays, and ages.
    public void Remove(string id)
    {
        lock (_lock)
            _states.Remove(id);
    }
}
