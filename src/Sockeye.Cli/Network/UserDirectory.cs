namespace Sockeye.Cli.Network;

/// <summary>
/// Where we keep what belongs to our user: <c>$XDG_CONFIG_HOME/sockeye</c>, by default <c>~/.config/sockeye</c>.
/// </summary>
/// <remarks>XDG Base Directory Specification.</remarks>
internal static class UserDirectory
{
    public static string Path => System.IO.Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "sockeye");

    /// <summary>
    /// Where uploads that were cut are noted: <c>$XDG_STATE_HOME/sockeye/uploads</c>, by default
    /// <c>~/.local/state/sockeye/uploads</c>.
    /// </summary>
    public static string Uploads
    {
        get
        {
            string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            string home = Environment.GetFolderPath(
                Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            return System.IO.Path.Combine(
                System.IO.Path.IsPathRooted(state) ? state : System.IO.Path.Combine(home, ".local", "state"),
                "sockeye", "uploads");
        }
    }

    /// <summary>The certificates that our user has accepted.</summary>
    public static string KnownHosts => System.IO.Path.Combine(Path, "known_hosts");
}
