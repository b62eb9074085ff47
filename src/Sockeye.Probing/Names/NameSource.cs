namespace Sockeye.Probing.Names;

/// <summary>Where the addresses of a name come from, as far as the system tells.</summary>
public enum NameSource
{
    /// <summary>It is an address itself.</summary>
    Literal,

    /// <summary>/etc/hosts has it, and is asked first (nsswitch.conf(5)).</summary>
    HostsFile,

    /// <summary>Another source that nsswitch.conf names: DNS mostly. The system does not tell which.</summary>
    Other,
}
