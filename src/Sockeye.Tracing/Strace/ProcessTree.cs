using System.Globalization;

namespace Sockeye.Tracing.Strace;

/// <summary>
/// Which thread belongs to which process, and what each process has open, followed through clone(2) and fork(2).
/// </summary>
internal sealed class ProcessTree
{
    private readonly Dictionary<int, DescriptorTable> _tables = [];
    private readonly List<(int Parent, bool SharesDescriptors)> _births = [];
    private DescriptorTable? _first;

    /// <summary>The tables of the processes that live.</summary>
    public IEnumerable<DescriptorTable> Tables => _tables.Values.Distinct();

    /// <summary>
    /// The table of a thread. One that nobody has been seen to start is the newborn of a call still under way, or a
    /// thread of the process that the trace began with.
    /// </summary>
    public DescriptorTable TableOf(int thread)
    {
        if (_tables.TryGetValue(thread, out DescriptorTable? table))
            return table;

        if (_births.Count > 0)
        {
            (int parent, bool shares) = _births[0];
            _births.RemoveAt(0);
            return Adopt(thread, parent, shares);
        }

        _first ??= new DescriptorTable(thread);
        _tables.Add(thread, _first);
        return _first;
    }

    /// <summary>clone, clone3, fork or vfork was called: a child may be seen before the call returns.</summary>
    public void BeginBirth(int parent, string arguments) => _births.Add((parent, SharesDescriptors(arguments)));

    /// <summary>The call returned.</summary>
    public void EndBirth(int parent, string arguments, string result)
    {
        string number = result.Split('<', ' ')[0];
        if (!int.TryParse(number, CultureInfo.InvariantCulture, out int child) || child <= 0)
            return;

        if (!_tables.ContainsKey(child))
            Adopt(child, parent, SharesDescriptors(arguments));
    }

    /// <summary>The call that a parent had begun is over, whether its child was seen or not.</summary>
    public void ForgetBirth(int parent)
    {
        int index = _births.FindIndex(birth => birth.Parent == parent);
        if (index >= 0)
            _births.RemoveAt(index);
    }

    /// <summary>A thread ended.</summary>
    /// <returns>Its process's table when it was the last of it, else null.</returns>
    public DescriptorTable? End(int thread)
    {
        if (!_tables.Remove(thread, out DescriptorTable? table) || _tables.ContainsValue(table))
            return null;

        if (_first == table)
            _first = null;
        return table;
    }

    private static bool SharesDescriptors(string arguments) =>
        arguments.Contains("CLONE_FILES", StringComparison.Ordinal);

    private DescriptorTable Adopt(int child, int parent, bool shares)
    {
        DescriptorTable table = TableOf(parent);
        if (!shares)
            table = table.Copy(child);
        _tables[child] = table;
        return table;
    }
}
