namespace Sockeye.EndToEnd.Netcat;

/// <summary>Which combinations of role, peer and carrier there are.</summary>
internal static class Combinations
{
    private static readonly Carrier[] Streams = [Carrier.Tcp, Carrier.Unix];

    /// <summary>All of them.</summary>
    public static TheoryData<Role, PeerProgram, Carrier> All() => Where((_, _) => true);

    /// <summary>
    /// Peers that go on sending when we have ended: as listeners, nc and ncat close the connection then.
    /// </summary>
    public static TheoryData<Role, PeerProgram, Carrier> Patient() =>
        Where((role, program) => role == Role.Listen || program is PeerProgram.Socat or PeerProgram.Python);

    /// <summary>
    /// Peers that send while nobody reads their output: ncat and socat wait in write(2), with their only thread.
    /// </summary>
    public static TheoryData<Role, PeerProgram, Carrier> Independent() =>
        Where((_, program) => program is PeerProgram.Netcat or PeerProgram.Python);

    private static TheoryData<Role, PeerProgram, Carrier> Where(Func<Role, PeerProgram, bool> include)
    {
        var data = new TheoryData<Role, PeerProgram, Carrier>();
        foreach (Role role in Enum.GetValues<Role>())
        {
            foreach (PeerProgram program in Enum.GetValues<PeerProgram>().Where(program => include(role, program)))
                data.AddRange([.. Streams.Select(carrier => (role, program, carrier))]);
        }

        return data;
    }
}
